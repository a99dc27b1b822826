package org.peerdist.client.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.peerdist.client.HostedCacheLocator;
import org.peerdist.hostedcache.HostedCacheSite;

/**
 * The hosted caches that the options name, and then those that are found, once. Safe for use by
 * many threads.
 */
final class HostedCaches {
  private final List<HostedCacheSite> named;
  private final HostedCacheLocator locator;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile List<HostedCacheSite> all;

  HostedCaches(List<HostedCacheSite> named, HostedCacheLocator locator) {
    this.named = named;
    this.locator = locator;
  }

  /** Whether there may be some. */
  boolean arePossible() {
    return !named.isEmpty() || locator != HostedCacheLocator.NONE;
  }

  /** All that there are, the first choice first. */
  List<HostedCacheSite> await() throws InterruptedException {
    if (all != null) {
      return all;
    }
    lock.lockInterruptibly();
    try {
      if (all == null) {
        List<HostedCacheSite> sites = new ArrayList<>(named);
        sites.addAll(locator.locate());
        all = sites.stream().distinct().toList();
      }
      return all;
    } finally {
      lock.unlock();
    }
  }
}
