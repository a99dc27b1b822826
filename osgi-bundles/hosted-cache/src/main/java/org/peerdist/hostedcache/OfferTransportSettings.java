package org.peerdist.hostedcache;

import java.net.PasswordAuthentication;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * The settings of a transport for offers.
 *
 * @param timeout the time within which an answer has to be there, at least a millisecond
 * @param tls makes TLS connections to hosted caches of version 1.0; nothing for what the Java
 *     runtime trusts. The name of the hosted cache is always compared with its certificate
 * @param login who the client is, for hosted caches that ask; nothing for no more than the Java
 *     runtime knows by itself
 */
public record OfferTransportSettings(
    Duration timeout, Optional<SSLContext> tls, Optional<PasswordAuthentication> login) {
  /**
   * The usual settings.
   *
   * <p>SPEC [MS-PCHC] 3.2.2: a request expires after two ticks of 5 seconds, and before the third
   * is over.
   */
  public static final OfferTransportSettings DEFAULT =
      new OfferTransportSettings(Duration.ofSeconds(15), Optional.empty(), Optional.empty());

  public OfferTransportSettings {
    if (timeout.toMillis() < 1 || timeout.toMillis() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("timeout " + timeout + " is not that of a request");
    }
  }

  /**
   * The same with another time limit.
   *
   * @param limit the time within which an answer has to be there
   * @return new settings
   */
  public OfferTransportSettings withTimeout(Duration limit) {
    return new OfferTransportSettings(limit, tls, login);
  }

  /**
   * The same with certificates to trust.
   *
   * <p>SPEC [MS-PCHC] 3.2.3: a client MUST be given the root certificate of the hosted cache.
   *
   * @param context makes TLS connections
   * @return new settings
   */
  public OfferTransportSettings withTls(SSLContext context) {
    return new OfferTransportSettings(timeout, Optional.of(context), login);
  }

  /**
   * The same with a name and a password.
   *
   * @param user who the client is
   * @return new settings
   */
  public OfferTransportSettings withLogin(PasswordAuthentication user) {
    return new OfferTransportSettings(timeout, tls, Optional.of(user));
  }
}
