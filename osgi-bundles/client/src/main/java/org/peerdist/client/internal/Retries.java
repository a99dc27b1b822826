package org.peerdist.client.internal;

import java.io.IOException;
import org.peerdist.client.DownloadException;

/** Decides how often a broken connection is made again. For use by one thread. */
final class Retries {
  /** POLICY: so many times without a byte in between. */
  private static final int IN_VAIN = 4;

  /** POLICY: so many times in all. */
  private static final int IN_ALL = 64;

  /** POLICY: the first wait in nanoseconds; each further one in vain is twice as long. */
  private static final long FIRST_WAIT = 100_000_000;

  private int inVain;
  private int inAll;

  /**
   * A connection broke.
   *
   * @param progressed whether it had brought something
   * @return how many nanoseconds to wait before the next one
   * @throws IOException if it is time to give up
   */
  long after(IOException reason, boolean progressed) throws IOException {
    inVain = progressed ? 1 : inVain + 1;
    inAll++;
    if (reason instanceof DownloadException || inVain > IN_VAIN || inAll > IN_ALL) {
      throw reason;
    }
    return FIRST_WAIT << (inVain - 1);
  }
}
