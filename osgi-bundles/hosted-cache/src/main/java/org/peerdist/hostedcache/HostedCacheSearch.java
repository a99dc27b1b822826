package org.peerdist.hostedcache;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.peerdist.hostedcache.internal.DomainSearch;
import org.peerdist.hostedcache.internal.MulticastSearch;

/**
 * Looks for hosted caches as {@link HostedCacheAnnouncement} says. Safe for use by many threads.
 */
public interface HostedCacheSearch {
  /**
   * Looks for them, and waits for the answers.
   *
   * @param most how long to wait at most; the answer of a name server may take longer
   * @return those that were found, the first choice first, 16 at most
   * @throws IOException if nobody can be asked, with one sentence that says why
   * @throws InterruptedException if the thread is interrupted
   */
  List<HostedCacheSite> find(Duration most) throws IOException, InterruptedException;

  /**
   * Looks in the networks of this machine by multicast DNS, with one question to each (RFC 6762
   * 5.1). All clients prefer the same of several hosted caches. In an OSGi framework this needs the
   * bundle {@code minidns-core}.
   *
   * @param interfaces the names of network interfaces; if there are none, all that can multicast,
   *     without loopback
   * @return the search
   */
  static HostedCacheSearch inNetwork(List<String> interfaces) {
    return new MulticastSearch(interfaces);
  }

  /**
   * Looks for the SRV record of a domain, at the name servers that the system uses.
   *
   * @param domain the domain, such as {@code branch.example}
   * @return the search
   * @throws IllegalArgumentException if this can't be a domain
   */
  static HostedCacheSearch inDomain(String domain) {
    return new DomainSearch(domain, "dns:");
  }
}
