package org.peerdist.peer;

import java.time.Duration;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.Optional;
import org.peerdist.cache.CachedSegment;
import org.peerdist.cache.ContentCache;
import org.peerdist.content.SegmentId;
import org.peerdist.retrieval.BlockSource;
import org.peerdist.retrieval.HeldBlock;
import org.peerdist.retrieval.HeldSegment;

/**
 * Gives the blocks of a content cache to others, also those that a download puts in at this moment.
 * Every block was verified before it was put, and the cache holds it against a checksum when it is
 * read. Safe for use by many threads.
 */
public final class CacheBlockSource implements BlockSource {
  private final ContentCache cache;
  private final InstantSource clock;

  /**
   * Creates it.
   *
   * @param cache the cache, which has to be open as long as this is in use
   */
  public CacheBlockSource(ContentCache cache) {
    this(cache, InstantSource.system());
  }

  CacheBlockSource(ContentCache cache, InstantSource clock) {
    this.cache = cache;
    this.clock = clock;
  }

  @Override
  public Optional<HeldSegment> find(SegmentId id) {
    return cache
        .find(id)
        .filter(segment -> !segment.blocks().isEmpty())
        .map(segment -> new Held(cache, segment, segment.age(clock.instant())));
  }

  /** A segment in the cache. */
  private record Held(ContentCache cache, CachedSegment segment, Duration time)
      implements HeldSegment {
    @Override
    public int blockCount() {
      return segment.blockCount();
    }

    @Override
    public BitSet heldBlocks() {
      return segment.blocks();
    }

    @Override
    public Optional<HeldBlock> read(int index) {
      return cache
          .read(segment.id(), index)
          .map(block -> new HeldBlock.Plain(block, segment.secret()));
    }

    @Override
    public Optional<Duration> age() {
      return Optional.of(time);
    }
  }
}
