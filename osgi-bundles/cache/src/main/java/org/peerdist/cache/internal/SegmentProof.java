package org.peerdist.cache.internal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentHashOfData;
import org.peerdist.content.SegmentId;
import org.peerdist.content.Version1Encoding;
import org.peerdist.content.Version2Encoding;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireWriter;

/**
 * The hashes of a segment, proved by its name: only the right hashes make the name with the secret.
 * So the cache can verify a segment long after the content information is gone.
 *
 * @param information the content information of this one segment, as if it were all of the content
 * @param segment the segment in it
 */
public record SegmentProof(ContentInformation information, Segment segment) {
  /**
   * The hashes of all blocks, one after the other.
   *
   * @return the hashes; null if not all are known, or not the right ones
   */
  static byte[] blockHashes(Segment segment) {
    if (segment.listedBlockCount() < segment.blockCount() || !segment.hasConsistentHashes()) {
      return null;
    }
    ByteBuffer hashes = ByteBuffer.allocate(segment.blockCount() * segment.algorithm().length());
    for (int i = 0; i < segment.blockCount(); i++) {
      hashes.put(segment.blockHash(i).value().asByteBuffer());
    }
    return hashes.array();
  }

  /**
   * Proves that hashes are those of a segment.
   *
   * @param id the name of the segment
   * @param known what is known of it; not of an opaque one
   * @param hashes the hashes of all blocks, one after the other
   * @return the proof, or nothing if they are not
   */
  static Optional<SegmentProof> of(SegmentId id, SegmentDescription known, ByteBuffer hashes) {
    HashAlgorithm algorithm = known.algorithm();
    if (hashes.remaining() != known.blockCount() * algorithm.length()) {
      return Optional.empty();
    }
    SegmentHashOfData hashOfData = hashOfData(known, hashes);
    if (!known.secret().segmentId(algorithm, hashOfData).equals(id)) {
      return Optional.empty();
    }
    WireWriter out =
        known.version() == ContentVersion.V1
            ? version1(known, hashOfData, hashes)
            : version2(known, hashOfData);
    try {
      ContentInformation information = ContentInformation.decode(out.toByteBuffer());
      return Optional.of(new SegmentProof(information, information.segments().get(0)));
    } catch (WireFormatException e) {
      throw new IllegalStateException("content information of a known segment", e);
    }
  }

  private static SegmentHashOfData hashOfData(SegmentDescription known, ByteBuffer hashes) {
    if (known.version() == ContentVersion.V2) {
      return new SegmentHashOfData(Bytes.copyOf(hashes));
    }
    MessageDigest digest = known.algorithm().newDigest();
    digest.update(hashes.duplicate());
    return new SegmentHashOfData(known.algorithm().finish(digest));
  }

  private static WireWriter version1(
      SegmentDescription known, SegmentHashOfData hashOfData, ByteBuffer hashes) {
    WireWriter out = WireWriter.of(Version1Encoding.ORDER, 256 + hashes.remaining());
    ContentRange range = ContentRange.ofLength(0, known.length());
    Version1Encoding.writeHeader(out, known.algorithm(), 0, 0, 1);
    Version1Encoding.writeDescription(out, range, hashOfData, known.secret());
    Version1Encoding.writeBlockCount(out, known.blockCount());
    return out.bytes(hashes.duplicate());
  }

  private static WireWriter version2(SegmentDescription known, SegmentHashOfData hashOfData) {
    WireWriter out = WireWriter.of(Version2Encoding.ORDER, 128);
    Version2Encoding.writeHeader(out, 0, 0, 0, 0);
    Version2Encoding.writeChunkHeader(out, 1);
    Version2Encoding.writeDescription(out, known.length(), hashOfData, known.secret());
    return out;
  }
}
