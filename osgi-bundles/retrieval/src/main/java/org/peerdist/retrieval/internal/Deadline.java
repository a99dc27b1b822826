package org.peerdist.retrieval.internal;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The moment at which an exchange has to be complete. */
final class Deadline {
  private final Duration allowed;
  private final long end;

  private Deadline(Duration allowed) {
    this.allowed = allowed;
    this.end = System.nanoTime() + allowed.toNanos();
  }

  static Deadline after(Duration allowed) {
    return new Deadline(allowed);
  }

  /**
   * The milliseconds until then.
   *
   * @return at least 1
   * @throws SocketTimeoutException if there are none
   */
  int remainingMillis() throws SocketTimeoutException {
    long nanos = end - System.nanoTime();
    if (nanos <= 0) {
      throw new SocketTimeoutException("not complete after " + allowed.toMillis() + " ms");
    }
    return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos));
  }
}
