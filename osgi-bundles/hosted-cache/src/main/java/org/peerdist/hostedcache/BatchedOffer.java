package org.peerdist.hostedcache;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * Tells that a client has segments ("BATCHED_OFFER_MESSAGE", [MS-PCHC] 2.2.1.5). After the header:
 * descriptions of segments, to the end of the message.
 *
 * @param port the port on which the client gives out blocks, 0 to 65535
 * @param segments 1 to 128 segments
 */
public record BatchedOffer(int port, List<OfferedSegment> segments) implements OfferMessage {
  static final int TYPE = 3;

  /** SPEC [MS-PCHC] 2.2.1.5: there MUST NOT be more segments in a message. */
  public static final int MAX_SEGMENTS = 128;

  /** The length of the longest message. */
  public static final int MAX_LENGTH = HEADER_LENGTH + MAX_SEGMENTS * OfferedSegment.LENGTH;

  public BatchedOffer {
    OfferMessage.checkPort(port);
    segments = List.copyOf(segments);
    if (segments.isEmpty() || segments.size() > MAX_SEGMENTS) {
      throw new IllegalArgumentException(
          segments.size() + " segments are not between 1 and " + MAX_SEGMENTS);
    }
  }

  static BatchedOffer read(int port, WireReader reader) throws WireFormatException {
    long start = reader.offset();
    List<OfferedSegment> segments = new ArrayList<>();
    while (reader.remaining() > 0) {
      if (segments.size() == MAX_SEGMENTS) {
        throw new WireFormatException(
            "SegmentDescriptor", reader.offset(), "more than " + MAX_SEGMENTS);
      }
      segments.add(OfferedSegment.read(reader));
    }
    if (segments.isEmpty()) {
      throw new WireFormatException("SegmentDescriptor", start, "there is none");
    }
    return new BatchedOffer(port, segments);
  }

  @Override
  public HostedCacheVersion version() {
    return HostedCacheVersion.V2;
  }

  @Override
  public ByteBuffer encode() {
    int length = HEADER_LENGTH + segments.size() * OfferedSegment.LENGTH;
    WireWriter writer = OfferMessage.start(this, TYPE, length);
    segments.forEach(segment -> segment.write(writer));
    return writer.toByteBuffer();
  }
}
