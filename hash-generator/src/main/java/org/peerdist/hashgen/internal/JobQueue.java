package org.peerdist.hashgen.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A bounded number of jobs on a bounded number of threads. */
public final class JobQueue implements AutoCloseable {
  /** POLICY: how long the end of running jobs is waited for. */
  private static final long CLOSE_SECONDS = 4;

  /** A piece of work. */
  public interface Job {
    /**
     * Works.
     *
     * @return when to work again, or nothing if it is done
     */
    Optional<Duration> run();

    /** Is called instead of the rest of the work when the queue closes. */
    void cancelled();
  }

  private final ScheduledThreadPoolExecutor threads;
  private final Semaphore room;

  /**
   * Starts the threads.
   *
   * @param name what to call them
   * @param threads how many
   * @param capacity how many jobs may wait besides those that run
   */
  public JobQueue(String name, int threads, int capacity) {
    this.threads =
        new ScheduledThreadPoolExecutor(
            threads,
            job -> {
              Thread thread = new Thread(job, name);
              thread.setDaemon(true);
              return thread;
            });
    this.threads.setRemoveOnCancelPolicy(true);
    this.threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.room = new Semaphore(threads + capacity);
  }

  /** Takes a job if there is room for it. */
  public boolean offer(Job job) {
    return room.tryAcquire() && start(job);
  }

  /** Takes a job when there is room for it; false if the queue is closed. */
  public boolean put(Job job) throws InterruptedException {
    room.acquire();
    return start(job);
  }

  private boolean start(Job job) {
    try {
      threads.execute(() -> work(job));
      return true;
    } catch (RejectedExecutionException e) {
      room.release();
      return false;
    }
  }

  private void work(Job job) {
    boolean again = false;
    try {
      if (isClosed()) {
        job.cancelled();
        return;
      }
      Optional<Duration> delay = job.run();
      if (delay.isPresent()) {
        var unused = threads.schedule(() -> work(job), delay.get().toNanos(), TimeUnit.NANOSECONDS);
        again = true;
      }
    } catch (RejectedExecutionException e) {
      job.cancelled();
    } finally {
      if (!again) {
        room.release();
      }
    }
  }

  /** Whether jobs should end. */
  public boolean isClosed() {
    return threads.isShutdown();
  }

  /**
   * Drops what waits, and waits a little for the end of what runs. Nobody is interrupted: that
   * would close the files of the index under those who are writing them.
   */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        return; // They are daemon threads.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
