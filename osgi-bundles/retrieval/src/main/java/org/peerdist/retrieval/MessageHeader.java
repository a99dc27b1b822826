package org.peerdist.retrieval;

import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * The first 16 bytes of a message ([MS-PCCRR] 2.2.3), in network byte order: version (4), type (4),
 * size of the message with this header (4), crypto algorithm (4).
 *
 * @param version the version; not checked
 * @param type what follows
 * @param size the length of the whole message in bytes
 * @param algorithm in a block response, how the block is encrypted; in a request, the algorithm
 *     that the client would like
 */
record MessageHeader(
    ProtocolVersion version, MessageType type, int size, CryptoAlgorithm algorithm) {
  static final int LENGTH = 16;

  /** Reads the header of a request that is all of the input. */
  static MessageHeader readRequest(WireReader reader) throws WireFormatException {
    return read(reader, true, RequestMessage.MAX_LENGTH);
  }

  /** Reads the header of a response that is all of the input. */
  static MessageHeader readResponse(WireReader reader) throws WireFormatException {
    return read(reader, false, ResponseMessage.MAX_LENGTH);
  }

  private static MessageHeader read(WireReader reader, boolean request, int most)
      throws WireFormatException {
    int present = reader.remaining();
    ProtocolVersion version = ProtocolVersion.read("ProtVer", reader);
    MessageType type = MessageType.read(reader);
    if (type.isRequest() != request) {
      throw new WireFormatException("MsgType", 4, type + " goes the other way");
    }
    // SPEC [MS-PCCRR] 2.2.3: requests have 16 to 98,304 bytes, responses 16 to 393,216.
    int size = reader.u32("MsgSize", LENGTH, most);
    if (size != present) {
      throw new WireFormatException("MsgSize", 8, size + " bytes declared, " + present + " there");
    }
    return new MessageHeader(version, type, size, CryptoAlgorithm.read(reader));
  }

  void write(WireWriter writer) {
    version.write(writer);
    writer.u32(type.wireValue()).u32(size);
    algorithm.write(writer);
  }
}
