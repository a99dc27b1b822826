package org.peerdist.retrieval;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * What a server sends: all of an HTTP response body, a size of four bytes that does not count
 * itself ("TRANSPORT_RESPONSE_HEADER", [MS-PCCRR] 2.2.2) and one message of that size (2.2.5).
 */
public sealed interface ResponseMessage
    permits NegotiationResponse, BlockList, BlockResponse, SegmentList {
  /** The length in bytes of the size in front of the message. */
  int FRAME_LENGTH = 4;

  /**
   * SPEC [MS-PCCRR] 2.2.3: the longest response in bytes, without the size in front of it. (Section
   * 2.2.2 says 98,304, which a version 2 segment would not fit in.)
   */
  int MAX_LENGTH = 393_216;

  /**
   * Reads a response.
   *
   * @param input the size, the message, and nothing else; the position stays where it is. A block
   *     in it is not copied
   * @return what it says
   * @throws WireFormatException if it is not valid; never anything else, whatever the bytes are
   */
  static ResponseMessage read(ByteBuffer input) throws WireFormatException {
    WireReader framed = WireReader.of(input, ByteOrder.BIG_ENDIAN);
    int size = framed.u32("Size", MessageHeader.LENGTH, MAX_LENGTH);
    WireReader reader = framed.part("message", size);
    framed.finish();
    MessageHeader header = MessageHeader.readResponse(reader);
    ResponseMessage message =
        switch (header.type()) {
          case NEGOTIATION_RESPONSE -> NegotiationResponse.read(reader);
          case BLOCK_LIST -> BlockList.read(reader);
          case BLOCK -> BlockResponse.read(header, reader, input);
          case SEGMENT_LIST -> SegmentList.read(reader);
          default -> throw new WireFormatException("MsgType", 4, header.type() + " is no response");
        };
    reader.finish();
    return message;
  }

  /**
   * The size and the message.
   *
   * @return a new buffer
   */
  default ByteBuffer encode() {
    WireWriter body = WireWriter.of(ByteOrder.BIG_ENDIAN, 256);
    write(body);
    int size = MessageHeader.LENGTH + body.length();
    WireWriter message = WireWriter.of(ByteOrder.BIG_ENDIAN, FRAME_LENGTH + size);
    MessageType type = Messages.typeOf(this);
    new MessageHeader(type.version(), type, size, algorithm()).write(message.u32(size));
    return message.bytes(body.toByteBuffer()).toByteBuffer();
  }

  /**
   * The encryption of the block.
   *
   * @return the algorithm in the header; {@link CryptoAlgorithm#NONE} where there is no block
   */
  default CryptoAlgorithm algorithm() {
    return CryptoAlgorithm.NONE;
  }

  /**
   * Writes what follows the header.
   *
   * @param writer the end of the header
   */
  void write(WireWriter writer);
}
