package org.peerdist.client.internal;

import java.util.BitSet;
import org.peerdist.content.Segment;

/** A segment that is being fetched, with what is known of who has its blocks. */
final class OpenSegment {
  private final Segment segment;
  private final int number;
  private final BitSet[] held = new BitSet[Lane.MOST + 1];
  private final BitSet[] lacked = new BitSet[Lane.MOST + 1];
  private long asked;
  private long given;

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
    return (held[lane] == null || held[lane].get(index))
        && (lacked[lane] == null || !lacked[lane].get(index));
  }

  /** Whether a lane has said that it has a block. */
  boolean saysToHave(Lane lane, int index) {
    return held[lane.number()] != null && mayHold(lane.number(), index);
  }

  /** Whether a lane has said which blocks it has. */
  boolean isKnown(Lane lane) {
    return held[lane.number()] != null;
  }

  /** A lane gave a block. */
  void gave(Lane lane) {
    given |= lane.bit();
  }

  /** A lane said that it has none of some blocks. */
  void lacks(Lane lane, int from, int to) {
    BitSet blocks = lacked[lane.number()];
    if (blocks == null) {
      blocks = new BitSet();
      lacked[lane.number()] = blocks;
    }
    blocks.set(from, Math.min(to, segment.blockCount()));
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

  /**
   * A lane said which blocks it has.
   *
   * @return false if it has given one, and now says to have none: that is the answer of somebody
   *     who is busy
   */
  boolean learn(Lane lane, BitSet blocks) {
    if (blocks.isEmpty() && (given & lane.bit()) != 0) {
      asked &= ~lane.bit();
      return false;
    }
    held[lane.number()] = blocks;
    return true;
  }
}
