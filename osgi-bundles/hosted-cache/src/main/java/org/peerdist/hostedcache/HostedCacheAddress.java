package org.peerdist.hostedcache;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a hosted cache takes offers.
 *
 * @param version the version of the protocol, which also says whether it is HTTP or HTTPS
 * @param host its name or address; an IPv6 address without brackets
 * @param port its port, 1 to 65535
 */
public record HostedCacheAddress(HostedCacheVersion version, String host, int port) {
  public HostedCacheAddress {
    if (host.isEmpty() || port < 1 || port > 0xFFFF) {
      throw new IllegalArgumentException("no hosted cache at '" + host + "' port " + port);
    }
  }

  /**
   * Its URL.
   *
   * @return such as {@code http://cache:80/0131501b-d67f-491b-9a40-c4bf27bcb4d4}
   * @throws IllegalArgumentException if the host is neither a name nor an address
   */
  public URI uri() {
    try {
      return new URI(version.scheme(), null, host, port, version.path(), null, null);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("'" + host + "' is neither a name nor an address", e);
    }
  }

  /** Such as {@code http://cache:80}. */
  @Override
  public String toString() {
    String literal = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return version.scheme() + "://" + literal + ":" + port;
  }
}
