package org.peerdist.retrieval;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Spreads transfers so that a limit of bytes per second is kept: each one waits until those before
 * it would be through at that rate. Nothing is saved up in a rest. Safe for use by many threads.
 */
public final class ByteRate {
  private static final double NANOS = 1e9;

  private final OptionalLong bytesPerSecond;
  private final LongSupplier nanoTime;
  private long free;

  /**
   * Creates it with nothing under way.
   *
   * @param bytesPerSecond the limit, 1 or more, if there is one
   * @param nanoTime a clock that only goes forward, in nanoseconds
   */
  public ByteRate(OptionalLong bytesPerSecond, LongSupplier nanoTime) {
    this.bytesPerSecond = bytesPerSecond;
    this.nanoTime = nanoTime;
    this.free = nanoTime.getAsLong();
  }

  /**
   * How long a transfer that is started now would have to wait.
   *
   * @return zero or more
   */
  public synchronized Duration backlog() {
    return Duration.ofNanos(
        bytesPerSecond.isEmpty() ? 0 : Math.max(0, free - nanoTime.getAsLong()));
  }

  /**
   * Starts a transfer.
   *
   * @param bytes its length, 0 or more; what has none never waits
   * @return how long to wait before its first byte
   */
  public synchronized Duration start(long bytes) {
    if (bytesPerSecond.isEmpty() || bytes == 0) {
      return Duration.ZERO;
    }
    long now = nanoTime.getAsLong();
    long start = free - now > 0 ? free : now;
    free = start + nanos(bytes);
    return Duration.ofNanos(start - now);
  }

  /**
   * Takes back a transfer that was started and is not going to happen.
   *
   * @param bytes its length
   */
  public synchronized void cancel(long bytes) {
    if (bytesPerSecond.isPresent()) {
      free -= nanos(bytes);
    }
  }

  private long nanos(long bytes) {
    return (long) (bytes * NANOS / bytesPerSecond.getAsLong());
  }
}
