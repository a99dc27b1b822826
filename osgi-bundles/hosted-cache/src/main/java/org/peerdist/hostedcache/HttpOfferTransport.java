package org.peerdist.hostedcache;

import org.peerdist.hostedcache.internal.HttpOffers;

/**
 * Makes transports that carry offers as bodies of HTTP or HTTPS POST requests ([MS-PCHC] 2.1). They
 * use the thread that asks, no proxy, and follow no redirect.
 *
 * <p>SPEC [MS-PCHC] 3.2.5.3: if a hosted cache wants the client authenticated, the request is sent
 * again with SPNEGO. The Java runtime does that with the Kerberos tickets of the user, where its
 * Kerberos settings allow it, or with the name and password of the settings.
 */
public final class HttpOfferTransport {
  private HttpOfferTransport() {}

  /**
   * Creates a transport.
   *
   * @param settings its time limit and what TLS needs
   * @return a transport
   */
  public static OfferTransport create(OfferTransportSettings settings) {
    return new HttpOffers(settings);
  }
}
