package org.peerdist.hostedcache;

import java.nio.ByteBuffer;
import org.peerdist.retrieval.Answer;

/**
 * Carries an offer to a hosted cache and its answer back ([MS-PCHC] 2.1). Implementations are safe
 * for use by many threads.
 */
public interface OfferTransport {
  /**
   * Sends a request and waits for the response.
   *
   * @param cache the hosted cache
   * @param request a message; the position stays where it is
   * @return the body of the response, which nobody has checked; or why there is none
   */
  Answer<ByteBuffer> exchange(HostedCacheAddress cache, ByteBuffer request);
}
