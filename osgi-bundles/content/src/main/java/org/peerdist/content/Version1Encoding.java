package org.peerdist.content;

import java.nio.ByteOrder;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * The form of content information version 1 ([MS-PCCRC] 2.3). Little-endian:
 *
 * <pre>
 * version(2)=0x0100 hashAlgorithm(4) offsetInFirstSegment(4) readBytesInLastSegment(4) segmentCount(4)
 * segmentCount x { offsetInContent(8) length(4) blockLength(4)=65536 hashOfData(n) secret(n) }
 * segmentCount x { blockCount(4) blockCount x blockHash(n) }
 * </pre>
 *
 * <p>The methods write its parts in that order, for generators that do not hold the whole.
 */
public final class Version1Encoding {
  /** The length of all segments but the last: 32 MiB. */
  public static final int SEGMENT_LENGTH = 32 * 1024 * 1024;

  /** The length of all blocks but the last: 64 KiB. */
  public static final int BLOCK_LENGTH = 64 * 1024;

  /** The byte order of all numbers. */
  public static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

  /** The length of the header in bytes. */
  public static final int HEADER_LENGTH = 18;

  static final int VERSION = 0x0100;

  private Version1Encoding() {}

  /**
   * The length of the description of a segment.
   *
   * @param algorithm the hash
   * @return bytes
   */
  public static int descriptionLength(HashAlgorithm algorithm) {
    return 16 + 2 * algorithm.length();
  }

  /**
   * Writes the header.
   *
   * @param out where to, in {@link #ORDER}
   * @param algorithm the hash
   * @param offsetInFirstSegment where the content range starts
   * @param readBytesInLastSegment how much of the last segment is in the range; of a range within a
   *     single segment, its length; 0 for "to the end of the last segment"
   * @param segmentCount the number of segments, 1 or more
   */
  public static void writeHeader(
      WireWriter out,
      HashAlgorithm algorithm,
      long offsetInFirstSegment,
      long readBytesInLastSegment,
      long segmentCount) {
    out.u16(VERSION)
        .u32(algorithm.wireValue())
        .u32(offsetInFirstSegment)
        .u32(readBytesInLastSegment)
        .u32(segmentCount);
  }

  /**
   * Writes the description of a segment.
   *
   * @param out where to, in {@link #ORDER}
   * @param segment the range of the whole segment
   * @param hashOfData its hash
   * @param secret its secret
   */
  public static void writeDescription(
      WireWriter out, ContentRange segment, SegmentHashOfData hashOfData, SegmentSecret secret) {
    out.u64(segment.start())
        .u32(segment.length())
        .u32(BLOCK_LENGTH)
        .bytes(hashOfData.value())
        .bytes(secret.value());
  }

  /**
   * Writes what stands in front of the block hashes of a segment.
   *
   * @param out where to, in {@link #ORDER}
   * @param count the number of block hashes that follow
   */
  public static void writeBlockCount(WireWriter out, int count) {
    out.u32(count);
  }

  /** The fixed fields. */
  record Header(
      HashAlgorithm algorithm,
      long offsetInFirstSegment,
      long readBytesInLastSegment,
      int segmentCount) {
    static Header read(WireReader in) throws WireFormatException {
      in.skip("version", 2);
      long at = in.offset();
      long wire = in.u32("hash algorithm");
      HashAlgorithm algorithm =
          ContentVersion.V1.algorithms().stream()
              .filter(candidate -> candidate.wireValue() == wire)
              .findFirst()
              .orElseThrow(
                  () ->
                      new WireFormatException(
                          "hash algorithm", at, String.format("0x%X is unknown", wire)));
      long offset = in.u32("offset in first segment", 0, SEGMENT_LENGTH - 1);
      long readBytes = in.u32("bytes in last segment", 0, SEGMENT_LENGTH);
      int count = in.u32("segment count", 1, Integer.MAX_VALUE);
      in.need("segment descriptions", (long) count * (descriptionLength(algorithm) + 4));
      return new Header(algorithm, offset, readBytes, count);
    }
  }

  /**
   * Reads the description of a segment, and checks where it lies.
   *
   * <p>SPEC [MS-PCCRC] 2.3.1.1: all segments but the last are 32 MiB long, all blocks 64 KiB. So
   * every segment starts at a multiple of 32 MiB.
   */
  static ContentRange readDescription(WireReader in, HashAlgorithm algorithm, boolean last)
      throws WireFormatException {
    long at = in.offset();
    long start = in.u64("segment offset");
    if (start % SEGMENT_LENGTH != 0) {
      throw new WireFormatException(
          "segment offset", at, start + " is no multiple of " + SEGMENT_LENGTH);
    }
    if (start > Long.MAX_VALUE - 2L * SEGMENT_LENGTH) {
      throw new WireFormatException("segment offset", at, start + " is larger than any file");
    }
    int length = in.u32("segment length", last ? 1 : SEGMENT_LENGTH, SEGMENT_LENGTH);
    in.u32("block length", BLOCK_LENGTH, BLOCK_LENGTH);
    in.skip("segment hash and secret", 2L * algorithm.length());
    return ContentRange.ofLength(start, length);
  }
}
