package org.peerdist.cache;

import java.time.Instant;
import java.util.BitSet;

/**
 * What the content cache has of an opaque segment, as it was when it was asked.
 *
 * @param segment the segment, with the measures and the tag of its first block that was put
 * @param stored when its first block was put
 * @param used when a block of it was last put or read, or up to a day earlier
 * @param blocks the blocks that are there, at least one; a copy for whoever asks
 */
public record CachedOpaqueSegment(
    OpaqueSegment segment, Instant stored, Instant used, BitSet blocks) {
  public CachedOpaqueSegment {
    blocks = (BitSet) blocks.clone();
  }

  @Override
  public BitSet blocks() {
    return (BitSet) blocks.clone();
  }

  /**
   * Whether all blocks are there.
   *
   * @return true if they are
   */
  public boolean isComplete() {
    return blocks.cardinality() == segment.blockCount();
  }
}
