package org.peerdist.retrieval;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * Segments that follow each other in the list of a {@link GetSegmentList} ("SEGMENT_RANGE",
 * [MS-PCCRR] 2.2.1.2). On the wire: index of the first (4), count (4).
 *
 * @param start the position of the first one in the list
 * @param end the position after the last one, more than {@code start}, at most {@link
 *     GetSegmentList#MAX_SEGMENTS}
 */
public record SegmentRange(int start, int end) {
  public SegmentRange {
    if (start < 0 || end <= start || end > GetSegmentList.MAX_SEGMENTS) {
      throw new IllegalArgumentException("segment range " + start + " to " + end);
    }
  }

  static SegmentRange read(WireReader reader) throws WireFormatException {
    int start = reader.u32("Index", 0, GetSegmentList.MAX_SEGMENTS - 1);
    int count = reader.u32("Count", 1, GetSegmentList.MAX_SEGMENTS - start);
    return new SegmentRange(start, start + count);
  }

  void write(WireWriter writer) {
    writer.u32(start).u32(end - start);
  }

  /**
   * The ranges that hold exactly these positions, sorted, none touching another.
   *
   * @param positions positions in the list
   * @return the ranges
   */
  public static List<SegmentRange> of(BitSet positions) {
    List<SegmentRange> ranges = new ArrayList<>();
    int start = positions.nextSetBit(0);
    while (start >= 0) {
      int end = positions.nextClearBit(start);
      ranges.add(new SegmentRange(start, end));
      start = positions.nextSetBit(end);
    }
    return List.copyOf(ranges);
  }

  /**
   * The positions in ranges of any order, which may overlap.
   *
   * @param ranges the ranges
   * @return positions in the list
   */
  public static BitSet positionsOf(List<SegmentRange> ranges) {
    BitSet positions = new BitSet();
    ranges.forEach(range -> positions.set(range.start, range.end));
    return positions;
  }
}
