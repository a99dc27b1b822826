package org.peerdist.hashgen.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A few threads for operations that nobody waits for in person; they end when they are idle. */
public final class OperationThreads implements Executor, AutoCloseable {
  /** POLICY: so many operations at once. */
  public static final int THREADS = 4;

  private static final int IDLE_SECONDS = 10;

  /** POLICY: how long the end of running operations is waited for. */
  private static final long CLOSE_SECONDS = 4;

  private final ThreadPoolExecutor threads;

  /** Creates it without threads. */
  public OperationThreads() {
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "peerdist-publishing");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable task) {
    threads.execute(task);
  }

  /** Takes no more; what was taken is still done, and waited for if it does not take long. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      boolean unused = threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
