package org.peerdist.cache.internal;

import java.time.Instant;
import java.util.BitSet;

/**
 * What there is of a segment, in one folder or in several.
 *
 * @param key the segment
 * @param segment its description
 * @param blocks the blocks that are there; a set of its own
 * @param stored when its first block was put
 * @param used when it was last used, more or less
 */
public record Holding(
    SegmentKey key, SegmentDescription segment, BitSet blocks, Instant stored, Instant used) {
  static Holding of(SegmentKey key, SegmentRecord record) {
    return new Holding(key, record.description(), record.blocks(), record.stored(), record.used());
  }

  /** Adds what another folder has of the same segment. */
  Holding with(Holding other) {
    if (!segment.isSameSegment(other.segment)) {
      return this;
    }
    BitSet all = (BitSet) blocks.clone();
    all.or(other.blocks);
    return new Holding(
        key,
        segment,
        all,
        stored.isBefore(other.stored) ? stored : other.stored,
        used.isAfter(other.used) ? used : other.used);
  }
}
