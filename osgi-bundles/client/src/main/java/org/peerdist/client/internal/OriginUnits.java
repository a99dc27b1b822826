package org.peerdist.client.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Consumer;
import org.peerdist.api.ContentMismatchException;
import org.peerdist.api.ContentOrigin;
import org.peerdist.client.internal.Provenance.Source;
import org.peerdist.client.internal.SwarmJob.Outcome;
import org.peerdist.content.ContentRange;
import org.peerdist.content.Segment;
import org.peerdist.content.VerifiedBlock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches units from the origin. Its bytes are wanted for all: whoever asks for them gets them from
 * here. Safe for use by many threads.
 */
final class OriginUnits implements UnitOrigin {
  private static final Logger LOG = LoggerFactory.getLogger(OriginUnits.class);

  private final UnitStore units;
  private final ContentOrigin origin;
  private final Consumer<VerifiedBlock> offers;
  private final SharedWindow window;
  private final Retries retries;

  /**
   * Creates it.
   *
   * @param window is told that the origin was lost
   * @param offers is told of each block that the origin gave
   */
  OriginUnits(
      UnitStore units,
      ContentOrigin origin,
      Consumer<VerifiedBlock> offers,
      SharedWindow window,
      Retries retries) {
    this.window = window;
    this.retries = retries;
    this.units = units;
    this.origin = origin;
    this.offers = offers;
  }

  @Override
  public Outcome fetch(int unit) throws InterruptedException {
    BitSet lacking = units.lacking(unit);
    try {
      if (!lacking.isEmpty()) {
        fetch(lacking);
      }
      // A cache that keeps nothing can't be shared.
      return units.lacking(unit).isEmpty() ? Outcome.DONE : Outcome.HOPELESS;
    } catch (IOException e) {
      LOG.debug("unit {} from the origin: {}", unit, e.toString());
      return lost(e);
    }
  }

  /** Waits until the origin is to be tried again: others may have the unit by then. */
  private Outcome lost(IOException reason) throws InterruptedException {
    try {
      retries.await(window.broke(reason));
      return Outcome.BUSY;
    } catch (IOException e) {
      LOG.debug("the origin is lost for good: {}", e.getMessage());
      return Outcome.HOPELESS;
    }
  }

  private void fetch(BitSet lacking) throws IOException, InterruptedException {
    int first = lacking.nextSetBit(0);
    int last = lacking.length() - 1;
    long start = units.segments().get(first).range().start();
    long end = units.segments().get(last).range().end();
    try (InputStream body = origin.open(ContentRange.ofEnd(start, end), retries.patienceOfTry())) {
      for (int number = first; number <= last && origin.givesRanges(); number++) {
        Segment segment = units.segments().get(number);
        if (lacking.get(number)) {
          VerifiedBlock block = read(body, segment);
          units.keep(number, block, Source.ORIGIN);
          retries.gaveSomething();
          offers.accept(block);
        } else {
          body.skipNBytes(segment.length());
        }
      }
    }
  }

  private static VerifiedBlock read(InputStream body, Segment segment) throws IOException {
    ContentRange range = segment.range();
    byte[] data = new byte[(int) range.length()];
    if (body.readNBytes(data, 0, data.length) < data.length) {
      throw new EOFException("the origin's answer ended early");
    }
    Optional<VerifiedBlock> block = segment.verify(0, ByteBuffer.wrap(data));
    return block.orElseThrow(() -> new ContentMismatchException(range));
  }
}
