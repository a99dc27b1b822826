package org.peerdist.hostedcache;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * What a client sends: one message, all of an HTTP request body ([MS-PCHC] 2.2.1). In network byte
 * order: minor version (1), major version (1), type (2), padding (4), port (2), padding (6), and
 * what the type demands.
 *
 * <p>INTEROP: the text does not tell the byte order. It is that of Microsoft's own protocol test
 * suite.
 */
public sealed interface OfferMessage permits InitialOffer, SegmentInfo, BatchedOffer {
  /** The length of what all messages start with. */
  int HEADER_LENGTH = 16;

  /**
   * Reads a message.
   *
   * @param version the version of the URL that it was sent to
   * @param input its bytes and nothing else; the position stays where it is
   * @return what it says
   * @throws WireFormatException if it is not valid; never anything else, whatever the bytes are
   */
  static OfferMessage read(HostedCacheVersion version, ByteBuffer input)
      throws WireFormatException {
    WireReader reader = WireReader.of(input, ByteOrder.BIG_ENDIAN);
    version.readFrom(reader);
    long typeOffset = reader.offset();
    int type = reader.u16("Type");
    // SPEC [MS-PCHC] 2.2.1.1, 2.2.1.2: the padding MUST be ignored.
    reader.skip("Padding", 4);
    int port = reader.u16("Port");
    reader.skip("Padding", 6);
    if (version == HostedCacheVersion.V1 && type == InitialOffer.TYPE) {
      return InitialOffer.read(port, reader);
    } else if (version == HostedCacheVersion.V1 && type == SegmentInfo.TYPE) {
      return SegmentInfo.read(port, reader);
    } else if (version == HostedCacheVersion.V2 && type == BatchedOffer.TYPE) {
      return BatchedOffer.read(port, reader);
    }
    throw new WireFormatException(
        "Type", typeOffset, type + " is no message of version " + version.number() + ".0");
  }

  /**
   * The version that has this message.
   *
   * @return the version
   */
  HostedCacheVersion version();

  /**
   * The port on which the client gives out blocks.
   *
   * @return any number from 0 to 65535, as the client says
   */
  int port();

  /**
   * The bytes of the message.
   *
   * @return a new buffer
   */
  ByteBuffer encode();

  /** Checks a port before it is sent. */
  static void checkPort(int port) {
    if (port < 0 || port > 0xFFFF) {
      throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
    }
  }

  /** Writes what all messages start with. */
  static WireWriter start(OfferMessage message, int type, int length) {
    WireWriter writer = WireWriter.of(ByteOrder.BIG_ENDIAN, length);
    message.version().writeTo(writer);
    return writer.u16(type).u32(0).u16(message.port()).bytes(Bytes.copyOf(new byte[6]));
  }
}
