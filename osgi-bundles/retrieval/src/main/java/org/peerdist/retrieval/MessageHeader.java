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

  /**
   * Reads the header of a request that is all of the input. If its version is not supported, no
   * more of it is looked at than its length.
   *
   * <p>SPEC [MS-PCCRR] 3: a request of an unsupported version is treated as a negotiation request,
   * whatever its type is.
   */
  static MessageHeader readRequest(WireReader reader) throws WireFormatException {
    int present = reader.remaining();
    ProtocolVersion version = ProtocolVersion.read("ProtVer", reader);
    if (version.isSupported()) {
      return readRest(version, present, reader, true);
    }
    reader.skip("MsgType", 4);
    int size = readSize(present, reader, RequestMessage.MAX_LENGTH);
    reader.skip("CryptoAlgoId", 4);
    return new MessageHeader(version, MessageType.NEGOTIATION_REQUEST, size, CryptoAlgorithm.NONE);
  }

  /**
   * Reads the header of a response that is all of the input.
   *
   * <p>SPEC [MS-PCCRR] 2.2.3: the version of every response MUST be 1.0, or 2.0 for segment lists.
   */
  static MessageHeader readResponse(WireReader reader) throws WireFormatException {
    int present = reader.remaining();
    ProtocolVersion version = ProtocolVersion.read("ProtVer", reader);
    version.requireSupported();
    return readRest(version, present, reader, false);
  }

  private static MessageHeader readRest(
      ProtocolVersion version, int present, WireReader reader, boolean request)
      throws WireFormatException {
    MessageType type = MessageType.read(reader);
    if (type.isRequest() != request) {
      throw new WireFormatException("MsgType", 4, type + " goes the other way");
    }
    if (version.major() < type.version().major()) {
      throw new WireFormatException("ProtVer", 0, "version " + version + " has no " + type);
    }
    int most = request ? RequestMessage.MAX_LENGTH : ResponseMessage.MAX_LENGTH;
    int size = readSize(present, reader, most);
    return new MessageHeader(version, type, size, CryptoAlgorithm.read(reader));
  }

  /** SPEC [MS-PCCRR] 2.2.3: requests have 16 to 98,304 bytes, responses 16 to 393,216. */
  private static int readSize(int present, WireReader reader, int most) throws WireFormatException {
    int size = reader.u32("MsgSize", LENGTH, most);
    if (size != present) {
      throw new WireFormatException("MsgSize", 8, size + " bytes declared, " + present + " there");
    }
    return size;
  }

  void write(WireWriter writer) {
    version.write(writer);
    writer.u32(type.wireValue()).u32(size);
    algorithm.write(writer);
  }
}
