package org.peerdist.hashgen.internal;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A fixed number of daemon threads. How much waits for them is bounded by those who submit. */
public final class HashWorkers implements AutoCloseable {
  private final int threads;
  private final ExecutorService executor;

  /** Creates the threads, each when it is first needed. */
  public HashWorkers(int threads) {
    AtomicInteger number = new AtomicInteger();
    this.threads = threads;
    this.executor =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "peerdist-hash-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** How many threads there are. */
  public int threads() {
    return threads;
  }

  /** Has something done. */
  public Future<?> submit(Runnable task) {
    return executor.submit(task);
  }

  @Override
  public void close() {
    executor.shutdownNow().forEach(task -> ((Future<?>) task).cancel(false));
  }
}
