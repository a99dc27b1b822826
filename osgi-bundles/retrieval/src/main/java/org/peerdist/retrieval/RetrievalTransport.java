package org.peerdist.retrieval;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * Carries a message to a peer and its answer back ([MS-PCCRR] 2.1.1). Implementations are safe for
 * use by many threads.
 */
public interface RetrievalTransport extends AutoCloseable {
  /**
   * Sends a request and waits for the response.
   *
   * @param peer where the peer listens
   * @param request a message
   * @return the body of the response, which nobody has checked, in a new buffer with an array; or
   *     why there is none
   */
  Answer<ByteBuffer> exchange(InetSocketAddress peer, ByteBuffer request);

  /** Closes all connections. Exchanges that are under way fail. */
  @Override
  void close();
}
