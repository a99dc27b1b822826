package org.peerdist.hostedcache;

import java.util.Optional;
import org.peerdist.content.ContentTag;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;
import org.peerdist.content.Version1Encoding;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * A segment in a batched offer ("SegmentDescriptor", [MS-PCHC] 2.2.1.5). In network byte order:
 * block size (4), segment size (4), size of content tag (2) which is 16, content tag (16), hash
 * algorithm (1), segment id (32).
 *
 * @param blockSize the length of the blocks in bytes, as the client says, 0 to 2<sup>32</sup>-1
 * @param segmentSize the length of the segment in bytes, as the client says, 0 to 2<sup>32</sup>-1
 * @param tag the application that the content was fetched for
 * @param hash the number that stands for a hash algorithm, 0 to 255
 * @param id the segment, 32 bytes
 */
public record OfferedSegment(
    long blockSize, long segmentSize, ContentTag tag, int hash, SegmentId id) {
  /** The length of a description. */
  static final int LENGTH = 59;

  /** SHA-256, of segments of content information version 1. */
  public static final int SHA_256 = 1;

  /** SHA-512 cut to its first 32 bytes, of segments of content information version 2. */
  public static final int TRUNCATED_SHA_512 = 4;

  private static final int ID_LENGTH = 32;
  private static final long MAX_U32 = 0xFFFF_FFFFL;
  private static final int MAX_LENGTH_V2 = 128 * 1024;

  public OfferedSegment {
    if (blockSize < 0 || blockSize > MAX_U32 || segmentSize < 0 || segmentSize > MAX_U32) {
      throw new IllegalArgumentException(
          "sizes " + blockSize + " and " + segmentSize + " are not those of a segment");
    }
    if (hash < 0 || hash > 0xFF || id.value().length() != ID_LENGTH) {
      throw new IllegalArgumentException(
          "hash " + hash + " with a segment id of " + id.value().length() + " bytes");
    }
  }

  /**
   * Describes a segment.
   *
   * @param segment a segment with SHA-256 or truncated SHA-512
   * @param tag the application that the content was fetched for
   * @return its description, or nothing if its hash can't be told in an offer
   */
  public static Optional<OfferedSegment> of(Segment segment, ContentTag tag) {
    if (segment.algorithm() != HashAlgorithm.SHA_256
        && segment.algorithm() != HashAlgorithm.TRUNCATED_SHA_512) {
      return Optional.empty();
    }
    int hash = segment.version() == ContentVersion.V1 ? SHA_256 : TRUNCATED_SHA_512;
    return Optional.of(
        new OfferedSegment(segment.blockLength(), segment.length(), tag, hash, segment.id()));
  }

  /**
   * Reads a description.
   *
   * <p>INTEROP: a hash algorithm that does not exist is no reason to drop the message; Microsoft's
   * protocol test suite expects an answer, and that nothing is pulled.
   */
  static OfferedSegment read(WireReader reader) throws WireFormatException {
    long blockSize = reader.u32("BlockSize");
    long segmentSize = reader.u32("SegmentSize");
    long start = reader.offset();
    int tagSize = reader.u16("SizeOfContentTag");
    if (tagSize != ContentTag.LENGTH) {
      // SPEC [MS-PCHC] 2.2.1.5: MUST be 16.
      throw new WireFormatException("SizeOfContentTag", start, tagSize + " is not 16");
    }
    ContentTag tag = new ContentTag(reader.bytes("ContentTag", ContentTag.LENGTH));
    int hash = reader.u8("HashAlgorithm");
    SegmentId id = new SegmentId(reader.bytes("SegmentHoHoDk", ID_LENGTH));
    return new OfferedSegment(blockSize, segmentSize, tag, hash, id);
  }

  void write(WireWriter writer) {
    writer.u32(blockSize).u32(segmentSize).u16(ContentTag.LENGTH).bytes(tag.value());
    writer.u8(hash).bytes(id.value());
  }

  /**
   * Whether there can be such a segment: a known hash, and a length that [MS-PCCRC] allows with it.
   *
   * @return false for what no client can have
   */
  public boolean isPossible() {
    return segmentSize > 0
        && ((hash == SHA_256 && segmentSize <= Version1Encoding.SEGMENT_LENGTH)
            || (hash == TRUNCATED_SHA_512 && segmentSize <= MAX_LENGTH_V2));
  }

  /**
   * The length of its blocks but the last. It follows from the hash algorithm: the block size in
   * the message can't be anything else.
   *
   * @return 65,536 with SHA-256, otherwise the length of the segment
   */
  public int blockLength() {
    return hash == SHA_256 ? Version1Encoding.BLOCK_LENGTH : (int) segmentSize;
  }
}
