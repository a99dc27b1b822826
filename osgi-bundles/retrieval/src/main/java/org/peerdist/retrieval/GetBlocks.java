package org.peerdist.retrieval;

import java.util.List;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * Asks for a block ("MSG_GETBLKS", [MS-PCCRR] 2.2.4.3). After the header: size of the segment id
 * (4), segment id, count of ranges (4), ranges (8 each), size of data that is not used (4), that
 * data.
 *
 * @param algorithm the encryption that the client would like
 * @param segment the segment
 * @param ranges 1 to 256 ranges; the answer has the first block of them alone
 */
public record GetBlocks(CryptoAlgorithm algorithm, SegmentId segment, List<BlockRange> ranges)
    implements RequestMessage {
  public GetBlocks {
    ranges = BlockRange.normalised(ranges);
    if (ranges.isEmpty()) {
      throw new IllegalArgumentException("no block ranges");
    }
  }

  /**
   * Asks for one block.
   *
   * <p>SPEC [MS-PCCRR] 2.2.4.3: a request MUST specify a single range with one block.
   *
   * @param algorithm the encryption that the client would like
   * @param segment the segment
   * @param index the block
   * @return the request
   */
  public static GetBlocks of(CryptoAlgorithm algorithm, SegmentId segment, int index) {
    return new GetBlocks(algorithm, segment, List.of(BlockRange.ofLength(index, 1)));
  }

  static GetBlocks read(MessageHeader header, WireReader reader) throws WireFormatException {
    SegmentId segment = Messages.readSegmentId(reader);
    List<BlockRange> ranges = BlockRange.readAll(reader, 1);
    // SPEC [MS-PCCRR] 2.2.4.3: this data SHOULD be empty and has no use. Nothing says whether it
    // is padded.
    long unused = reader.u32("SizeOfDataForVrfBlock");
    reader.skip("DataForVrfBlock", unused);
    reader.skip("ZeroPad", Math.min(reader.remaining(), Messages.padding((int) unused)));
    return new GetBlocks(header.algorithm(), segment, ranges);
  }

  /**
   * The block to answer with.
   *
   * <p>SPEC [MS-PCCRR] 3.2.5.3: of several blocks, the server SHOULD select the first.
   *
   * @return its index
   */
  public int index() {
    return ranges.get(0).start();
  }

  @Override
  public void write(WireWriter writer) {
    Messages.writeSegmentId(segment, writer);
    BlockRange.writeAll(ranges, writer);
    writer.u32(0);
  }
}
