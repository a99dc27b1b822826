package org.peerdist.retrieval;

import java.util.List;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * Says which of the blocks in question a server has ("MSG_BLKLIST", [MS-PCCRR] 2.2.5.2). After the
 * header: size of the segment id (4), segment id, count of ranges (4), ranges (8 each), next block
 * index (4).
 *
 * @param segment the segment
 * @param ranges the blocks, at most 256 ranges, none if the server has none or is busy; sorted and
 *     merged on creation
 * @param nextIndex the first block after these that the server has, 0 if there is none
 */
public record BlockList(SegmentId segment, List<BlockRange> ranges, int nextIndex)
    implements ResponseMessage {
  public BlockList {
    ranges = BlockRange.normalised(ranges);
    Messages.checkBlockIndex(nextIndex);
  }

  static BlockList read(WireReader reader) throws WireFormatException {
    return new BlockList(
        Messages.readSegmentId(reader),
        BlockRange.readAll(reader, 0),
        Messages.readBlockIndex("NextBlockIndex", reader));
  }

  @Override
  public void write(WireWriter writer) {
    Messages.writeSegmentId(segment, writer);
    BlockRange.writeAll(ranges, writer);
    writer.u32(nextIndex);
  }
}
