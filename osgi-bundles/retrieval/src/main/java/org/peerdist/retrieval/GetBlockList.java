package org.peerdist.retrieval;

import java.util.List;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * Asks which blocks of a segment a server has ("MSG_GETBLKLIST", [MS-PCCRR] 2.2.4.2). After the
 * header: size of the segment id (4), segment id, count of ranges (4), ranges (8 each).
 *
 * @param algorithm the encryption that the client would like
 * @param segment the segment
 * @param ranges the blocks in question, 1 to 256 ranges; sorted and merged on creation
 */
public record GetBlockList(CryptoAlgorithm algorithm, SegmentId segment, List<BlockRange> ranges)
    implements RequestMessage {
  public GetBlockList {
    ranges = BlockRange.normalised(ranges);
    if (ranges.isEmpty()) {
      throw new IllegalArgumentException("no block ranges");
    }
  }

  static GetBlockList read(MessageHeader header, WireReader reader) throws WireFormatException {
    return new GetBlockList(
        header.algorithm(), Messages.readSegmentId(reader), BlockRange.readAll(reader, 1));
  }

  @Override
  public void write(WireWriter writer) {
    Messages.writeSegmentId(segment, writer);
    BlockRange.writeAll(ranges, writer);
  }
}
