package org.peerdist.launcher.internal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a service running until SIGINT or SIGTERM, then stops it and lets the process exit with 0.
 */
public final class ServiceRun {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceRun.class);
  private static final long SECONDS_TO_STOP = 4;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  private ServiceRun() {}

  /**
   * Waits for the signal, and closes the service. The process ends afterwards, if need be without
   * the service.
   *
   * @param service what runs
   * @throws InterruptedException if the thread is interrupted
   */
  public static void untilStopped(AutoCloseable service) throws InterruptedException {
    ServiceRun run = new ServiceRun();
    Runtime.getRuntime().addShutdownHook(new Thread(run::stop, "peerdist-stop"));
    run.asked.await();
    try {
      service.close();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      LOG.warn("Not stopped cleanly: {}", e.toString());
    } finally {
      run.stopped.countDown();
    }
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
}
