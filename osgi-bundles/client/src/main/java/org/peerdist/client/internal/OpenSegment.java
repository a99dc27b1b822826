package org.peerdist.client.internal;

import java.util.BitSet;
import org.peerdist.content.Segment;

/** A segment that is being fetched, with what is known of who has its blocks. */
final class OpenSegment {
  private final Segment segment;
  private final int number;
  private final BitSet[] held = new BitSet[Lane.MOST + 1];
  private long asked;

  /**
   * Creates it.
   *
   * @param number its position in the content information
   * @param cached the blocks that the own cache has
   */
  OpenSegment(Segment segment, int number, BitSet cached) {
    this.segment = segment;
    this.number = number;
    held[Lane.CACHE] = cached;
  }

  Segment segment() {
    return segment;
  }

  int number() {
    return number;
  }

  /** Whether a lane may have a block: it has, or nothing is known. */
  boolean mayHold(int lane, int index) {
    return held[lane] == null || held[lane].get(index);
  }

  boolean isCached() {
    return !held[Lane.CACHE].isEmpty();
  }

  /** Whether a lane was not asked for its list of blocks before; from now on it was. */
  boolean ask(Lane lane) {
    boolean first = (asked & lane.bit()) == 0 && segment.blockCount() > 1;
    asked |= lane.bit();
    return first;
  }

  void learn(Lane lane, BitSet blocks) {
    held[lane.number()] = blocks;
  }
}
