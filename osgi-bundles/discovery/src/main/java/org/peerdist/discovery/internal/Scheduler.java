package org.peerdist.discovery.internal;

import java.time.Duration;

/** Runs tasks later, one at a time. */
@FunctionalInterface
public interface Scheduler {
  /**
   * Runs a task once. After the end, tasks are dropped.
   *
   * @param delay when, from now
   * @param task what
   */
  void schedule(Duration delay, Runnable task);
}
