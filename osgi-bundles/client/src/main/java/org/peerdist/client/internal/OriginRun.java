package org.peerdist.client.internal;

/** Blocks in a row that the origin has to give. Guarded by the window's lock. */
final class OriginRun {
  private final long start;
  private long end;

  OriginRun(long start, long end) {
    this.start = start;
    this.end = end;
  }

  long start() {
    return start;
  }

  /** The offset after the last byte; may change while the run goes on. */
  long end() {
    return end;
  }

  void cut(long newEnd) {
    end = Math.min(end, Math.max(newEnd, start));
  }

  /** The origin sends all that follows, wanted or not. */
  void extend(long newEnd) {
    end = newEnd;
  }

  boolean contains(long offset) {
    return start <= offset && offset < end;
  }
}
