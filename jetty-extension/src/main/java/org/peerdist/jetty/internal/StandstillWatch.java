package org.peerdist.jetty.internal;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Whether work that waits is done, seen from time to time. Safe for use by many threads. */
public final class StandstillWatch {
  /** POLICY: longer than a disk takes for a terabyte. */
  private static final Duration LONG = Duration.ofHours(1);

  private final LongSupplier nanoTime;
  private long lastDone = -1;
  private long since;

  /** With the real clock. */
  public StandstillWatch() {
    this(System::nanoTime);
  }

  StandstillWatch(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Looks at the work.
   *
   * @param waiting how much waits
   * @param done how much was done so far
   * @return true if something has waited, and nothing was done, for an hour or more
   */
  public synchronized boolean isStuck(long waiting, long done) {
    long now = nanoTime.getAsLong();
    if (waiting == 0 || done != lastDone) {
      lastDone = done;
      since = now;
    }
    return now - since >= LONG.toNanos();
  }
}
