package org.peerdist.smb.server.internal;

import java.util.ArrayDeque;
import java.util.Queue;

/** The bytes that all frames on their way may have together. Thread-safe. */
final class MemoryBudget {
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private long left;

  MemoryBudget(long bytes) {
    left = bytes;
  }

  /** Takes bytes, if there are so many. */
  synchronized boolean tryTake(long bytes) {
    if (bytes > left) {
      return false;
    }
    left -= bytes;
    return true;
  }

  /** Takes bytes, or has somebody told once when it is worth another try. */
  synchronized boolean tryTake(long bytes, Runnable later) {
    if (tryTake(bytes)) {
      return true;
    }
    waiting.add(later);
    return false;
  }

  /** Gives bytes back. */
  void giveBack(long bytes) {
    Runnable next;
    synchronized (this) {
      left += bytes;
      next = waiting.poll();
    }
    // One after the other: each that goes on gives back, too, and wakes the next.
    if (next != null) {
      next.run();
    }
  }
}
