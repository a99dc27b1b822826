package org.peerdist.retrieval;

import org.peerdist.retrieval.internal.HttpTransport;

/**
 * Makes transports that carry messages as bodies of HTTP POST requests ([MS-PCCRR] 2.1.1). They
 * start no thread: an exchange uses the thread that asks for it, so that as many are under way as
 * there are threads. No proxy is used, whatever the environment says, and no redirect is followed.
 */
public final class HttpRetrievalTransport {
  private HttpRetrievalTransport() {}

  /**
   * Creates a transport with the usual settings.
   *
   * @return a transport that has to be closed
   */
  public static RetrievalTransport create() {
    return create(HttpTransportSettings.DEFAULT);
  }

  /**
   * Creates a transport.
   *
   * @param settings its timeouts and limits
   * @return a transport that has to be closed
   */
  public static RetrievalTransport create(HttpTransportSettings settings) {
    return new HttpTransport(settings);
  }
}
