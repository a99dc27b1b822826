package org.peerdist.client;

import java.util.OptionalInt;
import org.peerdist.hostedcache.HostedCacheSite;

/** Gives out the own cache for hosted caches that are to fetch from it. */
@FunctionalInterface
public interface RetrievalPort {
  /**
   * The port on which a hosted cache can fetch, from when it is asked for until the client is
   * closed or longer.
   *
   * @param cache the hosted cache, which is about to be offered something
   * @return the port, 1 to 65,535; nothing if that can't be, and so nothing is offered
   */
  OptionalInt reachableFrom(HostedCacheSite cache);
}
