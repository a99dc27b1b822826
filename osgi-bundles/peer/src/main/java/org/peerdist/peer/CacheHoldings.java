package org.peerdist.peer;

import java.time.InstantSource;
import java.util.Optional;
import org.peerdist.cache.ContentCache;
import org.peerdist.content.SegmentId;
import org.peerdist.discovery.Holding;
import org.peerdist.discovery.SegmentHoldings;

/** Tells a responder what a content cache has. Safe for use by many threads. */
public final class CacheHoldings implements SegmentHoldings {
  private final ContentCache cache;
  private final InstantSource clock;

  /**
   * Creates it.
   *
   * @param cache the cache, which has to be open as long as this is in use
   */
  public CacheHoldings(ContentCache cache) {
    this(cache, InstantSource.system());
  }

  CacheHoldings(ContentCache cache, InstantSource clock) {
    this.cache = cache;
    this.clock = clock;
  }

  @Override
  public Optional<Holding> find(SegmentId id) {
    return cache
        .find(id)
        .filter(segment -> !segment.blocks().isEmpty())
        .map(
            segment ->
                new Holding(
                    segment.blocks().cardinality(),
                    segment.blockCount(),
                    Optional.of(segment.age(clock.instant()))));
  }
}
