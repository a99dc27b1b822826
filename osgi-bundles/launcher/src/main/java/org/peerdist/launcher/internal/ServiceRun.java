package org.peerdist.launcher.internal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time that a service runs: until SIGINT or SIGTERM. Open it before the parts of the service,
 * and close it after them: then the process exits with 0, if need be without waiting for the parts.
 */
public final class ServiceRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceRun.class);
  private static final long SECONDS_TO_STOP = 4;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "peerdist-stop");

  private ServiceRun() {}

  /**
   * Takes care of the signals from now on.
   *
   * @return the run, to be closed at the end
   */
  public static ServiceRun start() {
    ServiceRun run = new ServiceRun();
    Runtime.getRuntime().addShutdownHook(run.hook);
    return run;
  }

  /**
   * Waits for a signal.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public void awaitStop() throws InterruptedException {
    asked.await();
  }

  private void stop() {
    asked.countDown();
    try {
      if (!stopped.await(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
        LOG.warn("Not stopped within {} s", SECONDS_TO_STOP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // The virtual machine would exit with the number of the signal. To stop is no failure.
    Runtime.getRuntime().halt(0);
  }

  /** Says that all parts have stopped. */
  @Override
  public void close() {
    if (asked.getCount() > 0) {
      removeHook();
    }
    stopped.countDown();
  }

  private void removeHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("A signal came at the same time", e);
    }
  }
}
