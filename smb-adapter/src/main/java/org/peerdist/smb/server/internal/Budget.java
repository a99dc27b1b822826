package org.peerdist.smb.server.internal;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What there is of something that many want: bytes for frames, or turns. Thread-safe. Its methods
 * speak of bytes.
 */
final class Budget {
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private long left;

  /** How many are to be told. */
  private int due;

  /** Whether somebody tells them. */
  private boolean telling;

  Budget(long bytes) {
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
    synchronized (this) {
      left += bytes;
      due++;
      if (telling) {
        // Whoever is at it tells one more: each that goes on gives back, too, and thousands of
        // them would have no room on one stack.
        return;
      }
      telling = true;
    }
    try {
      for (Runnable next = next(); next != null; next = next()) {
        next.run();
      }
    } catch (RuntimeException | Error e) {
      synchronized (this) {
        telling = false;
      }
      throw e;
    }
  }

  private synchronized Runnable next() {
    Runnable next = due > 0 ? waiting.poll() : null;
    due = next == null ? 0 : due - 1;
    telling = next != null;
    return next;
  }
}
