package org.peerdist.discovery.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that runs tasks at their time. Safe for use by many threads. */
public final class Timers implements Scheduler, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Timers.class);
  private static final Duration LONGEST_END = Duration.ofSeconds(5);

  private final ScheduledThreadPoolExecutor executor;
  private final AtomicReference<Thread> thread = new AtomicReference<>();

  /**
   * Starts the thread with the first task.
   *
   * @param name its name
   */
  public Timers(String name) {
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread created = new Thread(task, name);
              created.setDaemon(true);
              thread.set(created);
              return created;
            },
            new ThreadPoolExecutor.DiscardPolicy());
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // The task reports its failure itself.
  public void schedule(Duration delay, Runnable task) {
    executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Runs a task again and again.
   *
   * @param interval the time between the end of one run and the start of the next
   * @param task what
   */
  @SuppressWarnings("FutureReturnValueIgnored") // The task reports its failure itself.
  public void repeat(Duration interval, Runnable task) {
    long nanos = interval.toNanos();
    executor.scheduleWithFixedDelay(() -> run(task), nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("discovery: a task failed", e);
    }
  }

  /**
   * What the clock says.
   *
   * @return seconds since 1970
   */
  public static long epochSecond() {
    return Clock.systemUTC().instant().getEpochSecond();
  }

  /**
   * A clock that only goes forward.
   *
   * @return nanoseconds from an arbitrary moment
   */
  public static long nanoTime() {
    return System.nanoTime();
  }

  /** Drops what has not run yet, and waits for what runs. */
  @Override
  public void close() {
    executor.shutdownNow();
    Thread started = thread.get();
    if (started != null) {
      join(started);
    }
  }

  static void join(Thread thread) {
    if (thread.equals(Thread.currentThread())) {
      return;
    }
    try {
      thread.join(LONGEST_END.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
