package org.peerdist.client.internal;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** Sends GET requests to an origin. */
interface OriginTransport {
  /**
   * Sends a request, follows redirects, and waits for the head of the answer.
   *
   * @param url the URL
   * @param headers the header fields
   * @return the answer, whose body has to be closed
   * @throws IOException if there is none
   */
  OriginAnswer get(URI url, Map<String, String> headers) throws IOException, InterruptedException;
}
