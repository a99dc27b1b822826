package org.peerdist.hostedcache.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of a hosted cache; none where there is nothing to do. */
public final class PullWorkers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PullWorkers.class);
  private static final long IDLE_SECONDS = 10;
  private static final long SECONDS_TO_STOP = 3;

  private final ThreadPoolExecutor threads;

  /**
   * Creates it.
   *
   * @param size the most threads
   */
  public PullWorkers(int size) {
    // The caller has no more tasks than that at a time; they don't wait here.
    this.threads =
        new ThreadPoolExecutor(
            size,
            size,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            factory("peerdist-pull-"));
    threads.allowCoreThreadTimeOut(true);
  }

  private static ThreadFactory factory(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * The time.
   *
   * @return nanoseconds from an arbitrary moment
   */
  public long nanoTime() {
    return System.nanoTime();
  }

  /**
   * Does a task on a thread of its own.
   *
   * @param task what to do; not done any more when this is closed
   */
  public void execute(Runnable task) {
    try {
      threads.execute(task);
    } catch (RejectedExecutionException closed) {
      LOG.debug("Closed: nothing more is fetched");
    }
  }

  /**
   * Does a task later.
   *
   * @param task what to do; not done any more when this is closed
   * @param delay when
   */
  public void later(Runnable task, Duration delay) {
    CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, this::execute)
        .execute(task);
  }

  /** Waits a moment for the tasks that are under way, and does none of the others. */
  @Override
  public void close() {
    threads.shutdown();
    threads.getQueue().clear();
    try {
      if (!threads.awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
        LOG.warn("Still fetching after {} s", SECONDS_TO_STOP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
