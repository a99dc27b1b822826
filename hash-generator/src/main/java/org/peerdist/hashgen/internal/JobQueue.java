package org.peerdist.hashgen.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A bounded number of jobs on a bounded number of threads: first those that somebody asked for,
 * then the others.
 */
public final class JobQueue implements AutoCloseable {
  /** POLICY: how long the end of running jobs is waited for. */
  private static final long CLOSE_SECONDS = 4;

  /** How often whoever waits for room looks whether it still makes sense. */
  private static final long TICK_MILLIS = 50;

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

  /** A job that waits, and the room that it takes. */
  private record Waiting(Job job, Semaphore room) {}

  private final ScheduledThreadPoolExecutor threads;
  private final Semaphore roomForAsked;
  private final Semaphore roomForOthers;

  /** Guards the two below; there is one task of the threads for each job in them. */
  private final Object lock = new Object();

  private final Deque<Waiting> asked = new ArrayDeque<>();
  private final Deque<Waiting> others = new ArrayDeque<>();

  /**
   * Starts the threads.
   *
   * @param name what to call them
   * @param threads how many
   * @param capacity how many jobs of either kind may wait besides those that run
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
    this.roomForAsked = new Semaphore(threads + capacity);
    this.roomForOthers = new Semaphore(threads + capacity);
  }

  /** Takes a job that somebody asks for, if there is room for it. */
  public boolean offer(Job job) {
    return roomForAsked.tryAcquire() && start(new Waiting(job, roomForAsked), asked);
  }

  /**
   * Takes a job that nobody asks for when there is room for it.
   *
   * @param giveUp asked while there is none: whether not to wait any more
   * @return false if it was given up, or the queue is closed
   */
  public boolean put(Job job, BooleanSupplier giveUp) throws InterruptedException {
    while (!roomForOthers.tryAcquire(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
      if (isClosed() || giveUp.getAsBoolean()) {
        return false;
      }
    }
    return start(new Waiting(job, roomForOthers), others);
  }

  /** Somebody asks for a job that was taken before: if it waits, it is done before the others. */
  public void hurry(Job job) {
    synchronized (lock) {
      for (Iterator<Waiting> all = others.iterator(); all.hasNext(); ) {
        Waiting waiting = all.next();
        if (waiting.job == job) {
          all.remove();
          asked.add(waiting);
          return;
        }
      }
    }
  }

  private boolean start(Waiting waiting, Deque<Waiting> kind) {
    synchronized (lock) {
      try {
        threads.execute(this::workOnNext);
        kind.add(waiting);
        return true;
      } catch (RejectedExecutionException e) {
        waiting.room.release();
        return false;
      }
    }
  }

  private void workOnNext() {
    Waiting next;
    synchronized (lock) {
      next = asked.isEmpty() ? others.remove() : asked.remove();
    }
    work(next.job, next.room);
  }

  private void work(Job job, Semaphore room) {
    boolean again = false;
    try {
      if (isClosed()) {
        job.cancelled();
        return;
      }
      Optional<Duration> delay = job.run();
      if (delay.isPresent()) {
        var unused =
            threads.schedule(() -> work(job, room), delay.get().toNanos(), TimeUnit.NANOSECONDS);
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
