package org.peerdist.client;

import java.util.Optional;
import org.peerdist.cache.ContentCache;
import org.peerdist.content.SegmentId;
import org.peerdist.discovery.Holding;
import org.peerdist.discovery.SegmentHoldings;

/** Tells a responder what a content cache has. Safe for use by many threads. */
public final class CacheHoldings implements SegmentHoldings {
  private final ContentCache cache;

  /**
   * Creates it.
   *
   * @param cache the cache, which has to be open as long as this is in use
   */
  public CacheHoldings(ContentCache cache) {
    this.cache = cache;
  }

  @Override
  public Optional<Holding> find(SegmentId id) {
    return cache
        .find(id)
        .filter(segment -> !segment.blocks().isEmpty())
        .map(segment -> Holding.of(segment.blocks().cardinality(), segment.blockCount()));
  }
}
