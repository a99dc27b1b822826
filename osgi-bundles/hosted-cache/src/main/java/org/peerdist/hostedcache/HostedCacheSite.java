package org.peerdist.hostedcache;

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
}
