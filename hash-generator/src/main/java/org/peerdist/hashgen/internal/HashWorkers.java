package org.peerdist.hashgen.internal;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that hash, with a short queue. Whoever has more work than they take does it himself: that
 * is the back-pressure, and it keeps all processors busy without more threads than processors.
 *
 * <p>Safe for use by many threads.
 */
public final class HashWorkers implements AutoCloseable {
  private static final int IDLE_SECONDS = 10;

  private final int threads;
  private final ThreadPoolExecutor executor;

  /**
   * Creates the workers; their threads start with the first work and end when idle.
   *
   * @param threads how many, 0 or more; with 0 all work is done by the caller
   */
  public HashWorkers(int threads) {
    AtomicInteger number = new AtomicInteger();
    this.threads = threads;
    this.executor =
        new ThreadPoolExecutor(
            Math.max(threads, 1),
            Math.max(threads, 1),
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queueLength(threads)),
            task -> {
              Thread thread = new Thread(task, "peerdist-hash-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
  }

  /**
   * Long enough that a piece which takes far longer than others, as the first ones of a fresh JVM
   * do, makes nobody wait: pieces are collected in their order.
   */
  private static int queueLength(int threads) {
    return 2 * threads + 16;
  }

  /**
   * How much work one caller can have under way here before he works himself.
   *
   * @return pieces of work, 0 or more
   */
  public int depth() {
    return threads == 0 ? 0 : threads + queueLength(threads);
  }

  /**
   * Has work done, by a worker or, if all are busy, by the caller before this returns.
   *
   * @param task the work
   * @return its state
   */
  public Work submit(Runnable task) {
    FutureTask<Void> future = new FutureTask<>(task, null);
    if (threads == 0) {
      future.run();
      return new Work(future);
    }
    try {
      executor.execute(future);
    } catch (RejectedExecutionException e) {
      future.run();
    }
    return new Work(future);
  }

  /** Ends the threads after the work that they have. Later work is done by its callers. */
  @Override
  public void close() {
    executor.shutdown();
  }

  /** Work under way or done. */
  public static final class Work {
    private final FutureTask<Void> future;

    private Work(FutureTask<Void> future) {
      this.future = future;
    }

    /**
     * Whether it is done.
     *
     * @return true if {@link #join()} would not take time
     */
    public boolean isDone() {
      return future.isDone();
    }

    /**
     * Does the work if nobody has begun it, or waits for whoever does it. An interrupt does not end
     * the wait, which is short, and is kept.
     *
     * @throws IllegalStateException if the work failed
     */
    public void join() {
      future.run();
      boolean interrupted = false;
      try {
        while (true) {
          try {
            future.get();
            return;
          } catch (InterruptedException e) {
            interrupted = true;
          } catch (ExecutionException e) {
            throw new IllegalStateException("hashing failed", e.getCause());
          }
        }
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
