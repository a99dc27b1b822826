package org.peerdist.hostedcache;

import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.content.Segment;
import org.peerdist.content.Version1Encoding;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * Content information version 1 of one segment, with the differences that [MS-PCHC] 2.2.1.4 makes
 * to [MS-PCCRC] 2.3: the number of bytes in the last segment is that of the whole segment, wherever
 * the range starts.
 */
final class SegmentInformation {
  private static final int MAX_BLOCKS = 512;
  private static final int HASHES_OF_SEGMENT = 2;
  private static final int RANGE_OFFSET = 6;
  private static final int RANGE_LENGTH = 8;

  /** The length of the longest: 512 blocks with SHA-512. */
  static final int MAX_LENGTH =
      Version1Encoding.HEADER_LENGTH
          + Version1Encoding.descriptionLength(HashAlgorithm.SHA_512)
          + 4
          + MAX_BLOCKS * HashAlgorithm.SHA_512.length();

  private SegmentInformation() {}

  static Bytes encode(Segment segment, ContentRange range) {
    if (segment.version() != ContentVersion.V1) {
      throw new IllegalArgumentException("only segments of version 1 are described like this");
    }
    WireWriter out = WireWriter.of(Version1Encoding.ORDER, MAX_LENGTH);
    // SPEC [MS-PCHC] 2.2.1.4: the offset in the segment at which the content range begins, and the
    // total number of bytes in the segment.
    long offset = Math.max(0, range.start() - segment.range().start());
    Version1Encoding.writeHeader(out, segment.algorithm(), offset, segment.length(), 1);
    Version1Encoding.writeDescription(out, segment.range(), segment.hashOfData(), segment.secret());
    Version1Encoding.writeBlockCount(out, segment.listedBlockCount());
    for (int index = 0; index < segment.listedBlockCount(); index++) {
      out.bytes(segment.blockHash(index).value());
    }
    return out.toBytes();
  }

  /**
   * Reads it. The range is taken from the number of block hashes, whatever the header says.
   *
   * <p>INTEROP: for a range that starts within the segment, the numbers of the header contradict
   * [MS-PCCRC], and Microsoft's protocol test suite sends still others.
   */
  static Segment decode(Bytes information) throws WireFormatException {
    long covered = coveredLength(information);
    WireWriter out = WireWriter.of(Version1Encoding.ORDER, information.length());
    out.bytes(information.first(RANGE_OFFSET)).u32(0).u32(covered);
    out.bytes(information.asByteBuffer().position(RANGE_OFFSET + RANGE_LENGTH));
    return ContentInformation.decode(out.toByteBuffer()).segments().get(0);
  }

  /** Returns the number of bytes that the listed blocks have. */
  private static long coveredLength(Bytes information) throws WireFormatException {
    WireReader in = WireReader.of(information.asByteBuffer(), Version1Encoding.ORDER);
    in.skip("version", 2);
    int hashLength = hashLength(in);
    in.skip("range in segment", RANGE_LENGTH);
    // SPEC [MS-PCHC] 2.2.1.4: the number of segments MUST be 1.
    in.u32("segment count", 1, 1);
    in.skip("segment offset", 8);
    long length = in.u32("segment length", 1, Version1Encoding.SEGMENT_LENGTH);
    in.skip("block length", 4);
    in.skip("segment hash and secret", (long) HASHES_OF_SEGMENT * hashLength);
    long listed = in.u32("block count", 1, MAX_BLOCKS);
    return Math.min(length, listed * Version1Encoding.BLOCK_LENGTH);
  }

  private static int hashLength(WireReader in) throws WireFormatException {
    long at = in.offset();
    long wire = in.u32("hash algorithm");
    for (HashAlgorithm algorithm : ContentVersion.V1.algorithms()) {
      if (algorithm.wireValue() == wire) {
        return algorithm.length();
      }
    }
    throw new WireFormatException("hash algorithm", at, "0x" + Long.toHexString(wire));
  }
}
