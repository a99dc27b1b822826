package org.peerdist.content;

import java.nio.ByteOrder;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * The form of content information version 2 ([MS-PCCRC] 2.4). Big-endian, but for the version:
 *
 * <pre>
 * minor(1)=0 major(1)=2 hashAlgorithm(1)=4 startInContent(8) indexOfFirstSegment(8)
 * offsetInFirstSegment(4) lengthOfRange(8)
 * chunks: type(1)=0 length(4) { segmentLength(4) hashOfData(32) secret(32) } ...
 * </pre>
 *
 * <p>The methods write its parts in that order, for generators that do not hold the whole.
 */
public final class Version2Encoding {
  /** The greatest length of a segment: 128 KiB. */
  public static final int MAX_SEGMENT_LENGTH = 128 * 1024;

  /** The byte order of all numbers. */
  public static final ByteOrder ORDER = ByteOrder.BIG_ENDIAN;

  /** The length of the header in bytes. */
  public static final int HEADER_LENGTH = 31;

  /** The length of what stands in front of a chunk, in bytes. */
  public static final int CHUNK_HEADER_LENGTH = 5;

  /** The length of the description of a segment, in bytes. */
  public static final int DESCRIPTION_LENGTH = 68;

  static final HashAlgorithm ALGORITHM = HashAlgorithm.TRUNCATED_SHA_512;
  static final int VERSION = 0x0002;

  private Version2Encoding() {}

  /**
   * Writes the header.
   *
   * @param out where to, in {@link #ORDER}
   * @param startInContent where the first segment starts
   * @param indexOfFirstSegment the number of segments in front of the first
   * @param offsetInFirstSegment where in the first segment the content range starts
   * @param lengthOfRange the length of the content range, 0 for the whole content
   */
  public static void writeHeader(
      WireWriter out,
      long startInContent,
      long indexOfFirstSegment,
      long offsetInFirstSegment,
      long lengthOfRange) {
    out.u16(VERSION)
        .u8(ALGORITHM.wireValue())
        .u64(startInContent)
        .u64(indexOfFirstSegment)
        .u32(offsetInFirstSegment)
        .u64(lengthOfRange);
  }

  /**
   * Writes what stands in front of the descriptions of a chunk.
   *
   * @param out where to, in {@link #ORDER}
   * @param segmentCount the number of descriptions that follow, 1 or more
   */
  public static void writeChunkHeader(WireWriter out, int segmentCount) {
    out.u8(0).u32((long) segmentCount * DESCRIPTION_LENGTH);
  }

  /**
   * Writes the description of a segment.
   *
   * @param out where to, in {@link #ORDER}
   * @param length its length
   * @param hashOfData its hash
   * @param secret its secret
   */
  public static void writeDescription(
      WireWriter out, int length, SegmentHashOfData hashOfData, SegmentSecret secret) {
    out.u32(length).bytes(hashOfData.value()).bytes(secret.value());
  }

  /** The fixed fields. */
  record Header(
      long startInContent, long firstSegmentIndex, long offsetInFirstSegment, long lengthOfRange) {
    static Header read(WireReader in) throws WireFormatException {
      in.skip("version", 2);
      long at = in.offset();
      int algorithm = in.u8("hash algorithm");
      if (algorithm != ALGORITHM.wireValue()) {
        throw new WireFormatException(
            "hash algorithm", at, String.format("0x%X is unknown", algorithm));
      }
      return new Header(
          in.u64("start in content"),
          in.u64("index of first segment"),
          in.u32("offset in first segment", 0, MAX_SEGMENT_LENGTH - 1),
          in.u64("length of range"));
    }
  }

  /** Reads the header of a chunk, and leaves the reader at its first description. */
  static int readChunkSegments(WireReader in) throws WireFormatException {
    long at = in.offset();
    int type = in.u8("chunk type");
    if (type != 0) {
      throw new WireFormatException("chunk type", at, type + " is unknown");
    }
    at = in.offset();
    long length = in.u32("chunk length");
    if (length == 0 || length % DESCRIPTION_LENGTH != 0) {
      throw new WireFormatException(
          "chunk length", at, length + " is not 1 or more times " + DESCRIPTION_LENGTH);
    }
    in.need("chunk", length);
    return (int) (length / DESCRIPTION_LENGTH);
  }
}
