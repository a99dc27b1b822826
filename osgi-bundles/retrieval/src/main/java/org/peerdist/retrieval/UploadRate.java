package org.peerdist.retrieval;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Spreads uploads so that a limit of bytes per second is kept: each one waits until those before it
 * would be through at that rate. Safe for use by many threads.
 */
final class UploadRate {
  /**
   * POLICY: whoever would wait longer is told at once that there is nothing, because clients give
   * up after two seconds, count that as a failure of this peer, and may lose patience before.
   */
  static final Duration LONGEST_WAIT = Duration.ofMillis(500);

  private static final double NANOS = 1e9;

  private final OptionalLong bytesPerSecond;
  private final LongSupplier nanoTime;
  private long free;

  /**
   * Creates it with nothing under way.
   *
   * @param bytesPerSecond the limit, if there is one
   * @param nanoTime a clock that only goes forward
   */
  UploadRate(OptionalLong bytesPerSecond, LongSupplier nanoTime) {
    this.bytesPerSecond = bytesPerSecond;
    this.nanoTime = nanoTime;
    this.free = nanoTime.getAsLong();
  }

  /** Whether an upload that is started now would not have to wait too long. */
  synchronized boolean hasRoom() {
    return bytesPerSecond.isEmpty() || free - nanoTime.getAsLong() <= LONGEST_WAIT.toNanos();
  }

  /**
   * Starts an upload.
   *
   * @param bytes its length; what has none never waits
   * @return how long to wait before the first byte is sent
   */
  synchronized Duration start(int bytes) {
    if (bytesPerSecond.isEmpty() || bytes == 0) {
      return Duration.ZERO;
    }
    long now = nanoTime.getAsLong();
    long start = free - now > 0 ? free : now;
    free = start + (long) (bytes * NANOS / bytesPerSecond.getAsLong());
    return Duration.ofNanos(start - now);
  }
}
