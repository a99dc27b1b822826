package org.peerdist.retrieval;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/** What a client sends: one message, all of an HTTP request body ([MS-PCCRR] 2.1.1, 2.2.4). */
public sealed interface RequestMessage
    permits NegotiationRequest, GetBlockList, GetBlocks, GetSegmentList {
  /** SPEC [MS-PCCRR] 2.2.3: the shortest message in bytes, a bare header. */
  int MIN_LENGTH = MessageHeader.LENGTH;

  /** SPEC [MS-PCCRR] 2.2.3: the longest request in bytes. */
  int MAX_LENGTH = 98_304;

  /**
   * Reads a request of a supported version.
   *
   * @param input its bytes and nothing else; not copied, the position stays where it is
   * @return what it says
   * @throws WireFormatException if it is not valid; never anything else, whatever the bytes are
   */
  static RequestMessage read(ByteBuffer input) throws WireFormatException {
    WireReader reader = WireReader.of(input, ByteOrder.BIG_ENDIAN);
    return readBody(MessageHeader.readRequest(reader), reader);
  }

  /** Reads what follows a header. */
  static RequestMessage readBody(MessageHeader header, WireReader reader)
      throws WireFormatException {
    header.version().requireSupported();
    RequestMessage message =
        switch (header.type()) {
          case NEGOTIATION_REQUEST -> NegotiationRequest.read(reader);
          case GET_BLOCK_LIST -> GetBlockList.read(header, reader);
          case GET_BLOCKS -> GetBlocks.read(header, reader);
          case GET_SEGMENT_LIST -> GetSegmentList.read(header, reader);
          default -> throw new WireFormatException("MsgType", 4, header.type() + " is no request");
        };
    reader.finish();
    return message;
  }

  /**
   * The bytes of the message, with the version that its type demands.
   *
   * @return a new buffer
   */
  default ByteBuffer encode() {
    return encode(Messages.typeOf(this).version());
  }

  /**
   * The bytes of the message with another version.
   *
   * <p>SPEC [MS-PCCRR] 3.1.5.1: after a negotiation response, the request is sent again with the
   * selected version.
   *
   * @param version the version for the header
   * @return a new buffer
   */
  default ByteBuffer encode(ProtocolVersion version) {
    WireWriter body = WireWriter.of(ByteOrder.BIG_ENDIAN, 128);
    write(body);
    int size = MessageHeader.LENGTH + body.length();
    WireWriter message = WireWriter.of(ByteOrder.BIG_ENDIAN, size);
    new MessageHeader(version, Messages.typeOf(this), size, algorithm()).write(message);
    return message.bytes(body.toByteBuffer()).toByteBuffer();
  }

  /**
   * The encryption that the client would like; the server may use another.
   *
   * @return the algorithm in the header
   */
  CryptoAlgorithm algorithm();

  /**
   * Writes what follows the header.
   *
   * @param writer the end of the header
   */
  void write(WireWriter writer);
}
