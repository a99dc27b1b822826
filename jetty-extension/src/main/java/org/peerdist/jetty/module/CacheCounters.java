package org.peerdist.jetty.module;

import org.eclipse.jetty.util.annotation.ManagedAttribute;
import org.eclipse.jetty.util.annotation.ManagedObject;
import org.peerdist.cache.ContentCache;

/** How full a content cache is, for JMX. Safe for use by many threads. */
@ManagedObject("PeerDist: how full the content cache is")
public final class CacheCounters {
  private final ContentCache cache;

  /**
   * The counters of a cache.
   *
   * @param cache which
   */
  public CacheCounters(ContentCache cache) {
    this.cache = cache;
  }

  /**
   * See {@link ContentCache#size}.
   *
   * @return bytes
   */
  @ManagedAttribute("bytes that it takes on the disk")
  public long getUsedBytes() {
    return cache.size();
  }

  /**
   * See {@link ContentCache#limit}.
   *
   * @return bytes
   */
  @ManagedAttribute("bytes that it may take")
  public long getMaximumBytes() {
    return cache.limit();
  }
}
