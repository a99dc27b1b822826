package org.peerdist.hostedcache;

import java.nio.ByteBuffer;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentTag;
import org.peerdist.content.Segment;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;

/**
 * Tells all about a segment of which a client has blocks ("SEGMENT_INFO_MESSAGE", [MS-PCHC]
 * 2.2.1.4). After the header: content tag (16), content information of one segment to the end of
 * the message, which holds the secret of the segment and the hashes of its blocks.
 *
 * @param port the port on which the client gives out blocks, 0 to 65535
 * @param tag the application that the content was fetched for
 * @param information content information, which may be anything: {@link #segment()} checks it
 */
public record SegmentInfo(int port, ContentTag tag, Bytes information) implements OfferMessage {
  static final int TYPE = 2;

  /** The length of the longest message: that of a segment of 512 blocks with SHA-512. */
  public static final int MAX_LENGTH =
      HEADER_LENGTH + ContentTag.LENGTH + SegmentInformation.MAX_LENGTH;

  public SegmentInfo {
    OfferMessage.checkPort(port);
    if (information.length() > SegmentInformation.MAX_LENGTH) {
      throw new IllegalArgumentException(information.length() + " bytes about one segment");
    }
  }

  /**
   * Describes a segment.
   *
   * @param port the port on which the client gives out blocks
   * @param tag the application that the content was fetched for
   * @param segment a segment of content information version 1
   * @param range the content range that the content information is about
   * @return the message
   * @throws IllegalArgumentException if the segment is one of version 2
   */
  public static SegmentInfo of(int port, ContentTag tag, Segment segment, ContentRange range) {
    return new SegmentInfo(port, tag, SegmentInformation.encode(segment, range));
  }

  static SegmentInfo read(int port, WireReader reader) throws WireFormatException {
    Bytes tag = reader.bytes("ContentTag", ContentTag.LENGTH);
    long start = reader.offset();
    int length = reader.remaining();
    if (length > SegmentInformation.MAX_LENGTH) {
      throw new WireFormatException(
          "SegmentInformation", start, length + " bytes are too many for one segment");
    }
    Bytes information = reader.bytes("SegmentInformation", length);
    return new SegmentInfo(port, new ContentTag(tag), information);
  }

  /**
   * The segment.
   *
   * @return the segment, with the hashes of its blocks from block 0 on
   * @throws WireFormatException if the content information is not valid, or not about one segment
   */
  public Segment segment() throws WireFormatException {
    return SegmentInformation.decode(information);
  }

  @Override
  public HostedCacheVersion version() {
    return HostedCacheVersion.V1;
  }

  @Override
  public ByteBuffer encode() {
    int length = HEADER_LENGTH + ContentTag.LENGTH + information.length();
    return OfferMessage.start(this, TYPE, length)
        .bytes(tag.value())
        .bytes(information)
        .toByteBuffer();
  }

  /** Does not show the secret. */
  @Override
  public String toString() {
    return "SegmentInfo[port=" + port + ", tag=" + tag + ", " + information.length() + " bytes]";
  }
}
