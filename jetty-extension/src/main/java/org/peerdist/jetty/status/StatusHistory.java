package org.peerdist.jetty.status;

import java.util.List;

/**
 * What the numbers of charts were at regular times. It remembers the last {@value #MOST} times.
 * Safe for use by many threads.
 */
final class StatusHistory {
  /** POLICY: an hour, at a time every ten seconds. */
  static final int MOST = 360;

  static final int SECONDS = 10;

  private final List<Meter> meters;
  private final long[][] values;
  private int next;
  private int count;

  StatusHistory(List<Meter> meters) {
    this.meters = List.copyOf(meters);
    this.values = new long[meters.size()][MOST];
  }

  /** Goes on with what another one has remembered of numbers of the same names. */
  StatusHistory(List<Meter> meters, StatusHistory before) {
    this(meters);
    synchronized (before) {
      next = before.next;
      count = before.count;
      for (int i = 0; i < values.length; i++) {
        before.copy(this.meters.get(i).exposedName(), values[i]);
      }
    }
  }

  private void copy(String name, long[] target) {
    for (int i = 0; i < values.length; i++) {
      if (meters.get(i).exposedName().equals(name)) {
        System.arraycopy(values[i], 0, target, 0, MOST);
      }
    }
  }

  List<Meter> meters() {
    return meters;
  }

  /** Remembers what the numbers are now. */
  synchronized void sample() {
    for (int i = 0; i < values.length; i++) {
      values[i][next] = meters.get(i).value().getAsLong();
    }
    next = (next + 1) % MOST;
    count = Math.min(MOST, count + 1);
  }

  /** What a number was, the oldest first. */
  synchronized long[] of(Meter meter) {
    long[] all = values[meters.indexOf(meter)];
    long[] result = new long[count];
    for (int i = 0; i < count; i++) {
      result[i] = all[Math.floorMod(next - count + i, MOST)];
    }
    return result;
  }
}
