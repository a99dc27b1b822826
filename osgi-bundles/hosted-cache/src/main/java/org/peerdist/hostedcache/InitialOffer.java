package org.peerdist.hostedcache;

import java.nio.ByteBuffer;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;

/**
 * Tells that a client has blocks of a segment ("INITIAL_OFFER_MESSAGE", [MS-PCHC] 2.2.1.3). After
 * the header: the name of the segment, to the end of the message.
 *
 * @param port the port on which the client gives out blocks, 0 to 65535
 * @param segment the segment
 */
public record InitialOffer(int port, SegmentId segment) implements OfferMessage {
  static final int TYPE = 1;

  public InitialOffer {
    OfferMessage.checkPort(port);
  }

  static InitialOffer read(int port, WireReader reader) throws WireFormatException {
    long start = reader.offset();
    int length = reader.remaining();
    if (length != 32 && length != 48 && length != 64) {
      throw new WireFormatException("Hash", start, length + " is no length of a hash");
    }
    return new InitialOffer(port, new SegmentId(reader.bytes("Hash", length)));
  }

  @Override
  public HostedCacheVersion version() {
    return HostedCacheVersion.V1;
  }

  @Override
  public ByteBuffer encode() {
    int length = HEADER_LENGTH + segment.value().length();
    return OfferMessage.start(this, TYPE, length).bytes(segment.value()).toByteBuffer();
  }
}
