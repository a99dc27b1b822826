package org.peerdist.client.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.peerdist.client.DownloadException;

/**
 * Decides when an origin that was lost is tried again, and when that is given up: after some time
 * in which nothing came, however often it was tried. All connections of one download share it. Safe
 * for use by many threads; times in nanoseconds.
 */
final class Retries {
  /** POLICY: the first pause; each further one is twice as long. */
  private static final long FIRST_PAUSE = 100_000_000;

  /** POLICY: an origin that is back is not noticed later than this. */
  private static final long LONGEST_PAUSE = 5_000_000_000L;

  /** POLICY: so long even the last try may take, which is made when the patience ends. */
  private static final long LEAST_TRY = 1_000_000_000L;

  /** How long a pause may take before it is looked at the clock again. */
  private static final long TICK = 25_000_000;

  private final long patience;
  private final Predicate<IOException> mayRecover;
  private final LongSupplier clock;
  private final RandomGenerator random;

  /** Tries in vain since the last byte of the origin. */
  private int inVain;

  /** When the first of them failed, or something else came to the output after that. */
  private long since;

  private long restUntil;

  /**
   * Creates it.
   *
   * @param patience how long it is tried while nothing comes; not at all if zero
   * @param mayRecover whether it makes sense to try again after a failure
   * @param random keeps those who lost the origin at the same moment from coming back together
   */
  Retries(
      Duration patience,
      Predicate<IOException> mayRecover,
      LongSupplier clock,
      RandomGenerator random) {
    this.mayRecover = mayRecover;
    this.patience = patience.toNanos();
    this.clock = clock;
    this.random = random;
  }

  /**
   * A connection was lost, or could not be made.
   *
   * @return how long to leave the origin alone
   * @throws IOException if it makes no sense to try again, with a sentence for the user
   */
  synchronized long failed(IOException reason) throws IOException {
    if (patience == 0 || !mayRecover.test(reason)) {
      throw reason;
    }
    long now = clock.getAsLong();
    if (inVain > 0 && restUntil - now > 0) {
      // One of several connections that were lost together.
      return restUntil - now;
    }
    since = inVain++ == 0 ? now : since;
    long left = patience - (now - since);
    if (left <= 0) {
      throw new DownloadException(
          reason.getMessage() + "; it was tried again for " + seconds(now - since) + " s", reason);
    }
    long pause = Math.min(left, pause());
    if (reason instanceof OriginBusyException busy && busy.retryAfter().isPresent()) {
      pause = Math.max(pause, wanted(busy, left));
    }
    restUntil = now + pause;
    return pause;
  }

  private static long wanted(OriginBusyException busy, long left) throws DownloadException {
    long seconds = busy.retryAfter().getAsLong();
    if (seconds > TimeUnit.NANOSECONDS.toSeconds(left)) {
      throw new DownloadException(
          busy.getMessage() + ", and wants to be asked again after " + seconds + " s", busy);
    }
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  private static long seconds(long nanos) {
    return Math.max(1, TimeUnit.NANOSECONDS.toSeconds(nanos));
  }

  private long pause() {
    long most = FIRST_PAUSE;
    for (int i = 1; i < inVain && most < LONGEST_PAUSE; i++) {
      most *= 2;
    }
    most = Math.min(most, LONGEST_PAUSE);
    return most / 2 + random.nextLong(most / 2);
  }

  /** The origin gave something. */
  synchronized void gaveSomething() {
    inVain = 0;
  }

  /** The output got something, wherever it came from. */
  synchronized void gotSomething() {
    since = inVain > 0 ? clock.getAsLong() : since;
  }

  /** Whether the origin is lost now. */
  synchronized boolean isLost() {
    return inVain > 0;
  }

  /** How long it is going to be tried if nothing comes; nothing if it is not lost. */
  synchronized Duration left() {
    long left = patience - (clock.getAsLong() - since);
    return inVain == 0 || left < 0 ? Duration.ZERO : Duration.ofNanos(left);
  }

  /** How long a try may take before anything comes; no more than usual if the origin is lost. */
  synchronized Duration patienceOfTry() {
    Duration left = left();
    Duration least = Duration.ofNanos(LEAST_TRY);
    if (inVain == 0) {
      return OriginTransport.USUAL;
    }
    return left.compareTo(least) > 0 ? left : least;
  }

  /** Waits, in short steps: the clock need not be that of the machine. */
  void await(long nanos) throws InterruptedException {
    long until = clock.getAsLong() + nanos;
    for (long left = nanos; left > 0; left = until - clock.getAsLong()) {
      TimeUnit.NANOSECONDS.sleep(Math.min(left, TICK));
    }
  }
}
