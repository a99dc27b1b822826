package org.peerdist.jetty.internal;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Does something again and again, until it is closed. */
public final class Ticker implements AutoCloseable {
  private final ScheduledThreadPoolExecutor thread;

  private Ticker(String name) {
    thread =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread made = new Thread(work, name);
              made.setDaemon(true);
              return made;
            });
  }

  /**
   * Starts now.
   *
   * @param name of the thread
   * @param task what to do, quickly and without exceptions
   * @param seconds how long to wait each time
   * @return does it until it is closed
   */
  public static Ticker start(String name, Runnable task, int seconds) {
    Ticker ticker = new Ticker(name);
    var unused = ticker.thread.scheduleWithFixedDelay(task, 0, seconds, TimeUnit.SECONDS);
    return ticker;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
