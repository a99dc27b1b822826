package org.peerdist.retrieval.internal;

import java.util.function.LongSupplier;

/** The clock of this machine that only goes forward, in nanoseconds from an arbitrary moment. */
public final class MonotonicClock implements LongSupplier {
  /** Creates it. */
  public MonotonicClock() {}

  @Override
  public long getAsLong() {
    return System.nanoTime();
  }
}
