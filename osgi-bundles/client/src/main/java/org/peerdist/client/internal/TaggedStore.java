package org.peerdist.client.internal;

import java.util.BitSet;
import java.util.Optional;
import org.peerdist.client.BlockStore;
import org.peerdist.content.ContentTag;
import org.peerdist.content.Segment;
import org.peerdist.content.VerifiedBlock;

/**
 * The own cache for one tag.
 *
 * @param store the own cache
 * @param tag what is put there is put for it
 */
record TaggedStore(BlockStore store, ContentTag tag) implements BlockStore {
  @Override
  public BitSet held(Segment segment) {
    return store.held(segment);
  }

  @Override
  public Optional<VerifiedBlock> read(Segment segment, int index) {
    return store.read(segment, index);
  }

  @Override
  public long limit() {
    return store.limit();
  }

  @Override
  public void put(VerifiedBlock block) {
    store.put(block, tag);
  }
}
