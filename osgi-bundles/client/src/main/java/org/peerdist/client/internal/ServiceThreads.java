package org.peerdist.client.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** As many threads as there are operations under way; they end when they are idle. */
final class ServiceThreads {
  private static final int IDLE_SECONDS = 5;

  private ServiceThreads() {}

  static Executor create() {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "peerdist-retrieving");
          thread.setDaemon(true);
          return thread;
        });
  }
}
