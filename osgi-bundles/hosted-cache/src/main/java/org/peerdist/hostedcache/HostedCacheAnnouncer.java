package org.peerdist.hostedcache;

import java.net.InetAddress;
import java.util.List;
import org.peerdist.hostedcache.internal.MulticastAnnouncer;

/**
 * Makes a hosted cache known in the network by multicast DNS, until it is closed. In an OSGi
 * framework this needs the bundle {@code javax.jmdns}. Safe for use by many threads.
 */
public interface HostedCacheAnnouncer extends AutoCloseable {
  /**
   * Starts to announce, on each network interface that is there or comes later. This returns at
   * once; what can't be announced is logged.
   *
   * @param announcement what to say
   * @param listening the address on which the hosted cache listens: only its interface is told of
   *     it, and for the wildcard address all that can multicast, but not loopback
   * @return what ends it
   */
  static HostedCacheAnnouncer start(HostedCacheAnnouncement announcement, InetAddress listening) {
    return MulticastAnnouncer.start(announcement, listening);
  }

  /**
   * On which addresses it is announced now.
   *
   * @return the addresses
   */
  List<InetAddress> announced();

  /** Takes back what was announced, for which it waits half a second at most. */
  @Override
  void close();
}
