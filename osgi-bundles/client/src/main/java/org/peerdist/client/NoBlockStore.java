package org.peerdist.client;

import java.util.BitSet;
import java.util.Optional;
import org.peerdist.content.Segment;
import org.peerdist.content.VerifiedBlock;

/** The cache of a client that has none. */
final class NoBlockStore implements BlockStore {
  @Override
  public BitSet held(Segment segment) {
    return new BitSet();
  }

  @Override
  public Optional<VerifiedBlock> read(Segment segment, int index) {
    return Optional.empty();
  }

  @Override
  public long limit() {
    return 0;
  }

  @Override
  public void put(VerifiedBlock block) {
    // There is nowhere to keep it.
  }
}
