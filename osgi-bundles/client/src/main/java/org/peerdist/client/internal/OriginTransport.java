package org.peerdist.client.internal;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Sends GET requests to an origin. */
interface OriginTransport {
  /** The patience of the origin's timeout. */
  Duration USUAL = Duration.ofDays(1);

  /** Sends a request with the usual patience. */
  default OriginAnswer get(URI url, Map<String, String> headers)
      throws IOException, InterruptedException {
    return get(url, headers, USUAL);
  }

  /**
   * Sends a request, follows redirects, and waits for the head of the answer.
   *
   * @param url the URL
   * @param headers the header fields
   * @param patience how long to wait at most until the first byte of the body comes, more than
   *     zero; the origin's timeout if that is shorter
   * @return the answer, whose body has to be closed
   * @throws IOException if there is none
   */
  OriginAnswer get(URI url, Map<String, String> headers, Duration patience)
      throws IOException, InterruptedException;
}
