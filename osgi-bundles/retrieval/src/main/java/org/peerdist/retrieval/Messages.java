package org.peerdist.retrieval;

import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/** What several messages have in common. */
final class Messages {
  /** SPEC [MS-PCCRR] 2.2.1.1: the most blocks that a segment can have. */
  static final int MAX_BLOCKS = 512;

  private static final Bytes ZEROS = Bytes.copyOf(new byte[3]);

  private Messages() {}

  static MessageType typeOf(RequestMessage message) {
    if (message instanceof GetBlocks) {
      return MessageType.GET_BLOCKS;
    } else if (message instanceof GetBlockList) {
      return MessageType.GET_BLOCK_LIST;
    } else if (message instanceof GetSegmentList) {
      return MessageType.GET_SEGMENT_LIST;
    }
    return MessageType.NEGOTIATION_REQUEST;
  }

  static MessageType typeOf(ResponseMessage message) {
    if (message instanceof BlockResponse) {
      return MessageType.BLOCK;
    } else if (message instanceof BlockList) {
      return MessageType.BLOCK_LIST;
    } else if (message instanceof SegmentList) {
      return MessageType.SEGMENT_LIST;
    }
    return MessageType.NEGOTIATION_RESPONSE;
  }

  /**
   * Reads SizeOfSegmentID, SegmentID and ZeroPad. The lengths that exist need no padding.
   *
   * <p>SPEC [MS-PCCRR] 2.2.4.2: all lengths that [MS-PCCRC] allows SHOULD be supported.
   */
  static SegmentId readSegmentId(WireReader reader) throws WireFormatException {
    long start = reader.offset();
    int length = reader.u32("SizeOfSegmentID", 32, 64);
    if (length % 16 != 0) {
      throw new WireFormatException("SizeOfSegmentID", start, length + " is no length of a hash");
    }
    return new SegmentId(reader.bytes("SegmentID", length));
  }

  static void writeSegmentId(SegmentId id, WireWriter writer) {
    writer.u32(id.value().length()).bytes(id.value());
  }

  /** The number of bytes after a field that make its length a multiple of four. */
  static int padding(int length) {
    return -length & 3;
  }

  static void pad(int length, WireWriter writer) {
    writer.bytes(ZEROS.first(padding(length)));
  }

  /** Reads the index of a block that may be 0 to say "none". */
  static int readBlockIndex(String field, WireReader reader) throws WireFormatException {
    return reader.u32(field, 0, MAX_BLOCKS - 1);
  }

  static int checkBlockIndex(int index) {
    if (index < 0 || index >= MAX_BLOCKS) {
      throw new IllegalArgumentException("block index " + index + " is not between 0 and 511");
    }
    return index;
  }
}
