package org.peerdist.hostedcache;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A hosted cache as a client needs it.
 *
 * @param blocks where it gives out blocks, by the retrieval protocol
 * @param offers where it takes offers
 */
public record HostedCacheSite(InetSocketAddress blocks, HostedCacheAddress offers) {
  /**
   * A hosted cache that takes offers of version 2.0 where it gives out blocks, as those of Windows
   * 8 and later do.
   *
   * @param address the address
   * @return the hosted cache
   */
  public static HostedCacheSite at(InetSocketAddress address) {
    return new HostedCacheSite(
        address,
        new HostedCacheAddress(HostedCacheVersion.V2, address.getHostString(), address.getPort()));
  }

  /**
   * A hosted cache that takes offers of version 1.0, as those of Windows Server 2008 R2 do: over
   * HTTPS, while it gives out blocks over HTTP.
   *
   * @param host its name, which is compared with its certificate
   * @param address the address of the host
   * @param httpsPort the port of offers, 1 to 65535
   * @param httpPort the port of blocks, 1 to 65535
   * @return the hosted cache
   */
  public static HostedCacheSite version1(
      String host, InetAddress address, int httpsPort, int httpPort) {
    return new HostedCacheSite(
        new InetSocketAddress(address, httpPort),
        new HostedCacheAddress(HostedCacheVersion.V1, host, httpsPort));
  }
}
