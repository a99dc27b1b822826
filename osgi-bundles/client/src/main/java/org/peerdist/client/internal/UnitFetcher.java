package org.peerdist.client.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.peerdist.client.BlockPeer;
import org.peerdist.client.BlockStore;
import org.peerdist.client.DownloadException;
import org.peerdist.client.PeerAnswer;
import org.peerdist.client.internal.Neighbourhood.Neighbour;
import org.peerdist.client.internal.Provenance.Source;
import org.peerdist.client.internal.SwarmJob.Outcome;
import org.peerdist.content.ContentRange;
import org.peerdist.content.Segment;
import org.peerdist.content.VerifiedBlock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches units into the own cache, segment by verified segment, so that others can have each of
 * them at once. Safe for use by many threads.
 */
final class UnitFetcher {
  private static final Logger LOG = LoggerFactory.getLogger(UnitFetcher.class);

  /** POLICY: a peer that takes longer for a unit is left; what it gave is kept. */
  private static final long SLOW = 5_000_000_000L;

  private final UnitMap map;
  private final List<Segment> segments;
  private final BlockStore store;
  private final OriginContent origin;
  private final Provenance provenance;
  private final Consumer<VerifiedBlock> offers;
  private final Runnable progress;
  private final LongSupplier clock;

  /**
   * Creates it.
   *
   * @param offers is told of each block that the origin gave
   * @param progress is told of each block
   */
  UnitFetcher(
      UnitMap map,
      List<Segment> segments,
      BlockStore store,
      OriginContent origin,
      Provenance provenance,
      Consumer<VerifiedBlock> offers,
      Runnable progress,
      LongSupplier clock) {
    this.map = map;
    this.segments = segments;
    this.store = store;
    this.origin = origin;
    this.provenance = provenance;
    this.offers = offers;
    this.progress = progress;
    this.clock = clock;
  }

  /** The segments of a unit that the own cache lacks. */
  private BitSet lacking(int unit) {
    BitSet lacking = new BitSet();
    for (int number = map.first(unit); number <= map.last(unit); number++) {
      lacking.set(number, store.held(segments.get(number)).isEmpty());
    }
    return lacking;
  }

  Outcome fromPeer(int unit, Neighbour neighbour) throws InterruptedException {
    BlockPeer peer = neighbour.peer();
    long started = clock.getAsLong();
    BitSet lacking = lacking(unit);
    boolean given = false;
    for (int number = lacking.nextSetBit(0); number >= 0; number = lacking.nextSetBit(number + 1)) {
      if (clock.getAsLong() - started > SLOW) {
        return Outcome.BUSY;
      }
      PeerAnswer answer = peer.fetchBlock(segments.get(number), 0);
      if (answer instanceof PeerAnswer.Missing) {
        return Outcome.MISSING;
      }
      if (answer instanceof PeerAnswer.Failed failed) {
        LOG.debug("{}: {} {}", peer.name(), failed.failure(), failed.reason());
        return outcome(failed.failure(), given);
      }
      keep(number, ((PeerAnswer.Found) answer).block(), new Source(neighbour.kind(), peer.name()));
      given = true;
    }
    return lacking(unit).isEmpty() ? Outcome.DONE : Outcome.HOPELESS;
  }

  private static Outcome outcome(PeerAnswer.Failure failure, boolean given) {
    return switch (failure) {
      case BUSY -> Outcome.BUSY;
      case CORRUPT -> Outcome.CORRUPT;
      // Who gave something a moment ago only has much to do.
      case REFUSED, SILENT, MALFORMED -> given ? Outcome.BUSY : Outcome.FAILED;
    };
  }

  private void keep(int number, VerifiedBlock block, Source source) {
    provenance.put(number, source);
    store.put(block);
    progress.run();
  }

  /** The origin's bytes are wanted for all: whoever asks for them gets them from here. */
  Outcome fromOrigin(int unit) throws InterruptedException {
    BitSet lacking = lacking(unit);
    try {
      if (!lacking.isEmpty()) {
        fetch(lacking);
      }
      // A cache that keeps nothing can't be shared.
      return lacking(unit).isEmpty() ? Outcome.DONE : Outcome.HOPELESS;
    } catch (DownloadException | ContentChangedException e) {
      LOG.debug("no part of the work is done for others: {}", e.getMessage());
      return Outcome.HOPELESS;
    } catch (IOException e) {
      LOG.debug("unit {} from the origin: {}", unit, e.toString());
      return Outcome.FAILED;
    }
  }

  private void fetch(BitSet lacking) throws IOException, InterruptedException {
    int first = lacking.nextSetBit(0);
    int last = lacking.length() - 1;
    long start = segments.get(first).range().start();
    long end = segments.get(last).range().end();
    try (InputStream body = origin.open(start, OptionalLong.of(end))) {
      for (int number = first; number <= last && origin.givesRanges(); number++) {
        Segment segment = segments.get(number);
        if (lacking.get(number)) {
          VerifiedBlock block = read(body, segment);
          keep(number, block, Source.ORIGIN);
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
    return block.orElseThrow(
        () -> new ContentChangedException("bytes of the origin do not match its hashes", true));
  }
}
