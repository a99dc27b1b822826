package org.peerdist.smb.gateway.internal;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something now and then, in a thread of its own, until it is closed. */
public final class Rounds implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  /** POLICY: how long the end of what goes on is waited for. */
  private static final long CLOSE_SECONDS = 2;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread daemon = new Thread(work, "peerdist-smb-gateway");
            daemon.setDaemon(true);
            return daemon;
          });

  private Rounds() {}

  /** What is done. */
  @FunctionalInterface
  public interface Round {
    /**
     * Does it once.
     *
     * @param closing whether it is time to end; the thread is not interrupted, which would close
     *     files that it reads
     */
    void run(BooleanSupplier closing) throws InterruptedException;
  }

  /**
   * Begins.
   *
   * @param pause between two rounds
   * @param round what is done in each
   */
  public static Rounds start(Duration pause, Round round) {
    Rounds rounds = new Rounds();
    var unused =
        rounds.thread.scheduleWithFixedDelay(
            () -> rounds.run(round), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    return rounds;
  }

  private void run(Round round) {
    try {
      round.run(thread::isShutdown);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("A round has failed", e);
    }
  }

  /** Ends what is going on, and waits a little for that. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      boolean unused = thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
