package org.peerdist.client;

import java.util.List;
import org.peerdist.hostedcache.HostedCacheSite;

/** Finds hosted caches that no options name. */
@FunctionalInterface
public interface HostedCacheLocator {
  /** Finds none. */
  HostedCacheLocator NONE = List::of;

  /**
   * Finds them. A client asks once, when the hashes of the first content are there, and waits for
   * the answer: a search that takes time should have begun before.
   *
   * @return the hosted caches, the first choice first; empty if none was found in time
   * @throws InterruptedException if the thread is interrupted
   */
  List<HostedCacheSite> locate() throws InterruptedException;
}
