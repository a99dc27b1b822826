package org.peerdist.retrieval;

import java.time.Duration;

/**
 * The settings of an HTTP transport.
 *
 * @param connectTimeout the time within which a connection has to stand, at least a millisecond
 * @param requestTimeout the time within which an exchange has to be complete, with the connection
 *     and the whole response, at least a millisecond
 * @param idleTimeout the time after which a connection without use is closed
 * @param maxIdlePerPeer the number of connections to a peer that are kept open without use, 0 or
 *     more
 */
public record HttpTransportSettings(
    Duration connectTimeout, Duration requestTimeout, Duration idleTimeout, int maxIdlePerPeer) {
  /**
   * The usual settings.
   *
   * <p>SPEC [MS-PCCRR] 3.1.2: a request takes at most 2 seconds by default.
   *
   * <p>POLICY: a connection has time for a second try, which systems make after a second if the
   * first packet was lost.
   */
  public static final HttpTransportSettings DEFAULT =
      new HttpTransportSettings(
          Duration.ofMillis(1_500), Duration.ofSeconds(2), Duration.ofSeconds(15), 8);

  public HttpTransportSettings {
    check("connectTimeout", connectTimeout);
    check("requestTimeout", requestTimeout);
    check("idleTimeout", idleTimeout);
    if (maxIdlePerPeer < 0) {
      throw new IllegalArgumentException("maxIdlePerPeer " + maxIdlePerPeer + " is less than 0");
    }
  }

  private static void check(String name, Duration value) {
    if (value.toMillis() < 1 || value.toMillis() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          name + " " + value + " is not between 1 ms and " + Integer.MAX_VALUE + " ms");
    }
  }

  /**
   * The same with another time for an exchange.
   *
   * @param timeout the time within which an exchange has to be complete
   * @return new settings
   */
  public HttpTransportSettings withRequestTimeout(Duration timeout) {
    return new HttpTransportSettings(connectTimeout, timeout, idleTimeout, maxIdlePerPeer);
  }
}
