package org.peerdist.discovery;

import java.util.OptionalInt;
import org.peerdist.content.SegmentId;

/**
 * What a peer says that it has of a segment. It is a claim, and nothing is proven by it.
 *
 * @param id the public name of the segment
 * @param blockCount how many of its blocks the peer has, 1 to 512, if the peer told (peers answer
 *     version 1 probes with it)
 * @param saidComplete whether the peer said that it has all of the segment (peers answer version 2
 *     probes with it; false when it is not known)
 */
public record FoundSegment(SegmentId id, OptionalInt blockCount, boolean saidComplete) {
  /**
   * Whether the peer has all blocks.
   *
   * @param totalBlocks the number of blocks of the segment, from its content information
   * @return true if it said so, or counts that many
   */
  public boolean isComplete(int totalBlocks) {
    return saidComplete || blockCount.orElse(0) >= totalBlocks;
  }

  /** What two answers of one peer say together. */
  FoundSegment with(FoundSegment other) {
    int most = Math.max(blockCount.orElse(0), other.blockCount.orElse(0));
    OptionalInt count = most == 0 ? OptionalInt.empty() : OptionalInt.of(most);
    return new FoundSegment(id, count, saidComplete || other.saidComplete);
  }
}
