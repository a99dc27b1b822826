package org.peerdist.client.internal;

import java.util.BitSet;
import java.util.Optional;
import org.peerdist.client.BlockPeer;
import org.peerdist.client.BlockStore;
import org.peerdist.client.PeerAnswer;
import org.peerdist.content.Segment;

/** The own cache as somebody to ask. */
record CachePeer(BlockStore store) implements BlockPeer {
  @Override
  public String name() {
    return "own cache";
  }

  @Override
  public PeerAnswer fetchBlock(Segment segment, int index) {
    return store
        .read(segment, index)
        .<PeerAnswer>map(PeerAnswer.Found::new)
        .orElseGet(PeerAnswer.Missing::new);
  }

  @Override
  public Optional<BitSet> blocksHeld(Segment segment) {
    return Optional.of(store.held(segment));
  }
}
