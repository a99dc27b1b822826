package org.peerdist.client.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.peerdist.api.SourceKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a content as the origin sends it. For use by one thread. */
final class PlainDownload {
  private static final Logger LOG = LoggerFactory.getLogger(PlainDownload.class);
  private static final int BUFFER = 128 << 10;

  private final OriginContent origin;
  private final OptionalLong length;
  private final Output output;
  private final Spool spool;
  private final Retries retries;
  private final Recheck recheck;
  private final byte[] buffer = new byte[BUFFER];

  /** Finds out whether an origin still has the bytes that a download began with. */
  interface Recheck {
    /** Whether that can be found out; if not, the origin is not asked. */
    boolean isPossible();

    /** Asks the origin. */
    boolean isSame() throws IOException, InterruptedException;
  }

  /**
   * Creates it.
   *
   * @param length the length of the content, if it is known
   * @param spool gets the bytes too
   * @param retries say when an origin that was lost is tried again
   * @param recheck takes the place of validators where there are none
   */
  PlainDownload(
      OriginContent origin,
      OptionalLong length,
      Output output,
      Spool spool,
      Retries retries,
      Recheck recheck) {
    this.recheck = recheck;
    this.retries = retries;
    this.origin = origin;
    this.length = length;
    this.output = output;
    this.spool = spool;
  }

  /**
   * Writes the rest of the content. A connection that breaks is made again where the content can be
   * told from a changed one.
   *
   * @param first an answer that has begun, or null to ask for one
   * @throws UnresumableException if the content can't be told from a changed one
   * @throws ContentChangedException if it has changed
   */
  void write(InputStream first) throws IOException, InterruptedException {
    InputStream body = first;
    while (true) {
      try {
        copy(body == null ? open() : body);
        return;
      } catch (OutputException e) {
        throw e;
      } catch (IOException e) {
        LOG.debug("origin broken at {}: {}", output.position(), e.toString());
        boolean unknown = !origin.validators().exist() && output.position() > 0;
        pause(e, unknown && !recheck.isPossible());
        if (unknown) {
          check(e);
        }
        body = null;
      }
    }
  }

  private InputStream open() throws IOException, InterruptedException {
    return origin.open(output.position(), OptionalLong.empty(), retries.patienceOfTry());
  }

  private void pause(IOException reason, boolean unresumable)
      throws IOException, InterruptedException {
    long pause;
    try {
      pause = retries.failed(reason);
    } catch (IOException e) {
      throw unresumable ? new UnresumableException(e, true) : e;
    }
    output.waiting(retries.left());
    retries.await(pause);
  }

  private void check(IOException reason) throws IOException, InterruptedException {
    if (!recheck.isPossible()) {
      throw new UnresumableException(reason, false);
    }
    if (!recheck.isSame()) {
      throw new ContentChangedException("the origin gives other hashes");
    }
  }

  private void copy(InputStream body) throws IOException {
    try (body) {
      int count = body.read(buffer);
      while (count >= 0) {
        spool.write(ByteBuffer.wrap(buffer, 0, count));
        output.write(ByteBuffer.wrap(buffer, 0, count), SourceKind.ORIGIN, "");
        retries.gaveSomething();
        count = body.read(buffer);
      }
      if (length.isPresent() && output.position() < length.getAsLong()) {
        throw new EOFException("the origin's answer ended early");
      }
    }
  }
}
