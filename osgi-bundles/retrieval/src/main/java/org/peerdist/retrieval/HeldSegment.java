package org.peerdist.retrieval;

import java.time.Duration;
import java.util.BitSet;
import java.util.Optional;

/** A segment of which there are blocks to give out. Used by one thread, for one answer. */
public interface HeldSegment {
  /**
   * The number of blocks of the whole segment.
   *
   * @return 1 to 512
   */
  int blockCount();

  /**
   * The blocks that are there.
   *
   * @return the indexes of the blocks; a copy, which the caller may change
   */
  BitSet heldBlocks();

  /**
   * Reads a block.
   *
   * @param index any index from 0 to 511
   * @return the block, or nothing if it is not there or can't be read
   */
  Optional<HeldBlock> read(int index);

  /**
   * The time since the segment was first stored.
   *
   * @return its age, or nothing if it is not known
   */
  default Optional<Duration> age() {
    return Optional.empty();
  }
}
