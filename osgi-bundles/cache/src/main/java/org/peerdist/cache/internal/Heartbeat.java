package org.peerdist.cache.internal;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread of an open cache: does something twice a second until it is closed. */
final class Heartbeat implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

  /** POLICY: what was put is safe from a sudden end of the process after half a second. */
  private static final long PERIOD_MILLIS = 500;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "peerdist-cache");
            made.setDaemon(true);
            return made;
          });

  Heartbeat(Runnable task) {
    var unused =
        thread.scheduleWithFixedDelay(
            () -> run(task), PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("The content cache could not be saved", e);
    }
  }

  /** Stops, after what is under way. */
  @Override
  public void close() {
    thread.shutdown();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          if (thread.awaitTermination(1, TimeUnit.MINUTES)) {
            return;
          }
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
