package org.peerdist.client;

import java.io.IOException;
import java.util.BitSet;
import java.util.Optional;
import org.peerdist.cache.CachedSegment;
import org.peerdist.cache.ContentCache;
import org.peerdist.content.ContentTag;
import org.peerdist.content.Segment;
import org.peerdist.content.VerifiedBlock;

/** The content cache on disk as the client's own. */
record CacheStore(ContentCache cache) implements BlockStore {
  @Override
  public BitSet held(Segment segment) {
    return cache.find(segment.id()).map(CachedSegment::blocks).orElseGet(BitSet::new);
  }

  @Override
  public Optional<VerifiedBlock> read(Segment segment, int index) {
    Optional<VerifiedBlock> block =
        cache.read(segment.id(), index).flatMap(data -> segment.verify(index, data));
    if (block.isEmpty()) {
      cache.drop(segment.id(), index);
    }
    return block;
  }

  @Override
  public long limit() {
    return cache.limit();
  }

  @Override
  public void put(VerifiedBlock block) {
    cache.put(block);
  }

  @Override
  public void put(VerifiedBlock block, ContentTag tag) {
    cache.put(block, tag);
  }

  @Override
  public long flush(ContentTag tag) throws IOException {
    return cache.maintenance().clear(tag);
  }
}
