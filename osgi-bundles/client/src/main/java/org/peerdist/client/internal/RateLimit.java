package org.peerdist.client.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.peerdist.client.DownloadRates;
import org.peerdist.retrieval.ByteRate;

/** Keeps the downloads of one client to its bandwidth. Safe for use by many threads. */
final class RateLimit {
  /** No limit. */
  static final RateLimit NONE = new RateLimit(DownloadRates.UNLIMITED, () -> 0);

  /** POLICY: so much is read at once from an origin, that what follows waits for it at most. */
  private static final int PART = 16 << 10;

  private final boolean limitsPeers;
  private final boolean limitsOrigin;
  private final ByteRate all;
  private final ByteRate origin;

  RateLimit(DownloadRates rates, LongSupplier clock) {
    limitsPeers = rates.all().isPresent();
    limitsOrigin = limitsPeers || rates.origin().isPresent();
    all = new ByteRate(rates.all(), clock);
    origin = new ByteRate(rates.origin(), clock);
  }

  /** Whether what peers give is limited. */
  boolean limitsPeers() {
    return limitsPeers;
  }

  /** The part that whoever has such a limit takes of what many fetch at the same moment. */
  Share share() {
    return limitsOrigin ? Share.SPARE : Share.FULL;
  }

  /** Starts to ask a peer for a block; the result is how long to wait before. */
  Duration startBlock(long length) {
    return all.start(length);
  }

  /** Tells that a block did not come. */
  void blockDidNotCome(long length) {
    all.cancel(length);
  }

  /** The same answers of an origin, no faster than they may be. */
  OriginTransport over(OriginTransport transport) {
    if (!limitsOrigin) {
      return transport;
    }
    return (url, headers, patience) -> {
      OriginAnswer answer = transport.get(url, headers, patience);
      return new OriginAnswer(
          answer.url(), answer.status(), answer.headers(), new Limited(answer.body()));
    };
  }

  /** A body that comes in small parts, each of which waits for its turn. */
  private final class Limited extends FilterInputStream {
    Limited(InputStream body) {
      super(body);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = in.read(into, offset, Math.min(length, PART));
      if (count > 0) {
        pause(all.start(count), origin.start(count));
      }
      return count;
    }

    /** What is skipped comes over the wire too. */
    @Override
    public long skip(long count) throws IOException {
      byte[] skipped = new byte[(int) Math.min(PART, Math.max(0, count))];
      return Math.max(0, read(skipped, 0, skipped.length));
    }

    private void pause(Duration one, Duration other) throws IOException {
      try {
        TimeUnit.NANOSECONDS.sleep(Math.max(one.toNanos(), other.toNanos()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("told to stop");
      }
    }
  }
}
