package org.peerdist.smb.server.internal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Requests for locks that wait until others end theirs. Thread-safe. */
final class LockWaiters {
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

  /** Has something run each time when a lock may have ended. */
  void add(Runnable attempt) {
    waiting.add(attempt);
  }

  void remove(Runnable attempt) {
    waiting.remove(attempt);
  }

  /** A lock may have ended. */
  void wake() {
    waiting.forEach(Runnable::run);
  }
}
