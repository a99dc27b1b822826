package org.peerdist.retrieval;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * Blocks of one segment that follow each other ("BLOCK_RANGE", [MS-PCCRR] 2.2.1.1). On the wire:
 * index of the first (4), count (4).
 *
 * @param start the index of the first block, 0 to 511
 * @param end the index after the last block, more than {@code start}, at most 512
 */
public record BlockRange(int start, int end) {
  /** SPEC [MS-PCCRR] 2.2.4.2: the most ranges in a message. */
  static final int MAX_COUNT = 256;

  public BlockRange {
    if (start < 0 || end <= start || end > Messages.MAX_BLOCKS) {
      throw new IllegalArgumentException("block range " + start + " to " + end);
    }
  }

  /**
   * Creates a range.
   *
   * @param start the index of the first block
   * @param count the number of blocks, 1 or more
   * @return the range
   */
  public static BlockRange ofLength(int start, int count) {
    return new BlockRange(start, Math.addExact(start, count));
  }

  static BlockRange read(WireReader reader) throws WireFormatException {
    int start = Messages.readBlockIndex("Index", reader);
    return ofLength(start, reader.u32("Count", 1, Messages.MAX_BLOCKS - start));
  }

  void write(WireWriter writer) {
    writer.u32(start).u32(end - start);
  }

  /** Reads a count and that many ranges. */
  static List<BlockRange> readAll(WireReader reader, int least) throws WireFormatException {
    int count = reader.u32("BlockRangeCount", least, MAX_COUNT);
    reader.need("BlockRanges", 8L * count);
    List<BlockRange> ranges = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ranges.add(read(reader));
    }
    return ranges;
  }

  static void writeAll(List<BlockRange> ranges, WireWriter writer) {
    writer.u32(ranges.size());
    ranges.forEach(range -> range.write(writer));
  }

  /**
   * The ranges that hold exactly these blocks, sorted, none touching another.
   *
   * @param blocks the indexes of the blocks, each less than 512
   * @return at most 256 ranges
   */
  public static List<BlockRange> of(BitSet blocks) {
    List<BlockRange> ranges = new ArrayList<>();
    int start = blocks.nextSetBit(0);
    while (start >= 0) {
      int end = blocks.nextClearBit(start);
      ranges.add(new BlockRange(start, end));
      start = blocks.nextSetBit(end);
    }
    return List.copyOf(ranges);
  }

  /**
   * The blocks in ranges of any order, which may overlap.
   *
   * @param ranges the ranges
   * @return the indexes of their blocks
   */
  public static BitSet blocksOf(List<BlockRange> ranges) {
    BitSet blocks = new BitSet(Messages.MAX_BLOCKS);
    ranges.forEach(range -> blocks.set(range.start, range.end));
    return blocks;
  }

  /** SPEC [MS-PCCRR] note 4: sent ranges are sorted, and neither overlap nor touch. */
  static List<BlockRange> normalised(List<BlockRange> ranges) {
    return of(blocksOf(ranges));
  }
}
