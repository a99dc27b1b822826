package org.peerdist.hashgen.internal;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What is being made at the moment, each thing by nobody else. Safe for use by many threads.
 *
 * @param <K> names a thing
 */
public final class UnderWay<K> {
  private final Map<K, Optional<JobQueue.Job>> makers = new ConcurrentHashMap<>();
  private final Object none = new Object();

  /**
   * Begins a thing, if nobody else has.
   *
   * @param maker the job that makes it, if one does
   */
  public boolean begin(K key, Optional<JobQueue.Job> maker) {
    return makers.putIfAbsent(key, maker) == null;
  }

  /** The job that makes a thing, if there is one. */
  public Optional<JobQueue.Job> maker(K key) {
    return makers.getOrDefault(key, Optional.empty());
  }

  /** Ends a thing. */
  public void end(K key) {
    makers.remove(key);
    synchronized (none) {
      none.notifyAll();
    }
  }

  /** Waits until nothing is being made; false if that takes too long. */
  public boolean awaitNone(Duration timeout) throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    synchronized (none) {
      while (!makers.isEmpty()) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(none, left);
      }
      return true;
    }
  }
}
