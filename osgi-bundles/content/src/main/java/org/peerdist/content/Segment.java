package org.peerdist.content;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.Optional;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireWriter;

/**
 * A segment of a content, whole, as content information describes it ([MS-PCCRC] 2.1). In version 2
 * a segment has one block, which is all of it.
 *
 * <p>Safe for use by many threads.
 */
public final class Segment {
  private final ContentVersion version;
  private final HashAlgorithm algorithm;
  private final ContentRange range;
  private final SegmentHashOfData hashOfData;
  private final SegmentSecret secret;
  private final ByteBuffer blockHashes;
  private volatile SegmentId id;

  /**
   * Creates a segment from fields that were checked.
   *
   * @param blockHashes the hashes of the listed blocks one after the other; not read in version 2
   */
  Segment(
      ContentVersion version,
      HashAlgorithm algorithm,
      ContentRange range,
      SegmentHashOfData hashOfData,
      SegmentSecret secret,
      ByteBuffer blockHashes) {
    this.version = version;
    this.algorithm = algorithm;
    this.range = range;
    this.hashOfData = hashOfData;
    this.secret = secret;
    this.blockHashes = blockHashes;
  }

  /**
   * The version of the content information.
   *
   * @return the version
   */
  public ContentVersion version() {
    return version;
  }

  /**
   * The hash in use.
   *
   * @return the algorithm
   */
  public HashAlgorithm algorithm() {
    return algorithm;
  }

  /**
   * Where the segment lies in the content.
   *
   * @return the whole segment, whatever part of it the content information is about
   */
  public ContentRange range() {
    return range;
  }

  /**
   * The length of the whole segment.
   *
   * @return 1 to 33,554,432 bytes; in version 2, 1 to 131,072
   */
  public int length() {
    return (int) range.length();
  }

  /**
   * The hash of the segment.
   *
   * @return its hash
   */
  public SegmentHashOfData hashOfData() {
    return hashOfData;
  }

  /**
   * The secret of the segment.
   *
   * @return its secret
   */
  public SegmentSecret secret() {
    return secret;
  }

  /**
   * The public name of the segment; computed when first asked for.
   *
   * @return its name
   */
  public SegmentId id() {
    SegmentId known = id;
    if (known == null) {
      known = secret.segmentId(algorithm, hashOfData);
      id = known;
    }
    return known;
  }

  /**
   * The length of all blocks but the last.
   *
   * @return 65,536 bytes in version 1, the length of the segment in version 2
   */
  public int blockLength() {
    return version == ContentVersion.V1 ? Version1Encoding.BLOCK_LENGTH : length();
  }

  /**
   * The number of blocks of the whole segment.
   *
   * @return 1 to 512
   */
  public int blockCount() {
    return (length() + blockLength() - 1) / blockLength();
  }

  /**
   * The number of blocks, from block 0 on, whose hashes are known. Content information of a range
   * may leave out the blocks after it.
   *
   * @return 1 to {@link #blockCount()}
   */
  public int listedBlockCount() {
    return version == ContentVersion.V1 ? blockHashes.remaining() / algorithm.length() : 1;
  }

  /**
   * Where a block lies in the content.
   *
   * @param index the block
   * @return its range
   * @throws IndexOutOfBoundsException if the segment has no such block
   */
  public ContentRange blockRange(int index) {
    Objects.checkIndex(index, blockCount());
    long start = range.start() + (long) index * blockLength();
    return ContentRange.ofEnd(start, Math.min(start + blockLength(), range.end()));
  }

  /**
   * The hash of a block.
   *
   * @param index the block
   * @return its hash
   * @throws IndexOutOfBoundsException if its hash is not known
   */
  public BlockHash blockHash(int index) {
    Objects.checkIndex(index, listedBlockCount());
    if (version == ContentVersion.V2) {
      return new BlockHash(hashOfData.value());
    }
    int length = algorithm.length();
    return new BlockHash(Bytes.copyOf(blockHashes.slice(index * length, length)));
  }

  /**
   * Holds bytes against the hash of a block.
   *
   * <p>SPEC [MS-PCCRC] 2.2: a peer MUST verify the hash of each block before it makes the block
   * available to anybody.
   *
   * @param index the block
   * @param data the bytes; the buffer's position stays where it is
   * @return the verified block, a view of {@code data}, or nothing if length or hash differ or the
   *     hash of this block is not known
   */
  public Optional<VerifiedBlock> verify(int index, ByteBuffer data) {
    if (index < 0
        || index >= listedBlockCount()
        || data.remaining() != blockRange(index).length()
        || !algorithm.hash(data).equals(blockHash(index).value())) {
      return Optional.empty();
    }
    return Optional.of(new VerifiedBlock(this, index, data.slice().asReadOnlyBuffer()));
  }

  /**
   * Whether the listed block hashes are those that the segment's hash was made from.
   *
   * <p>SPEC [MS-PCCRC] 2.2: a peer MUST verify that the block hashes match the supplied HoD. That
   * takes the whole list: of a list that is cut short nothing can be said.
   *
   * @return false if they are not; true if they are, or if the list is not complete
   */
  public boolean hasConsistentHashes() {
    if (version == ContentVersion.V2 || listedBlockCount() < blockCount()) {
      return true;
    }
    MessageDigest digest = algorithm.newDigest();
    digest.update(blockHashes.duplicate());
    return algorithm.finish(digest).equals(hashOfData.value());
  }

  /**
   * Describes the segment to somebody else.
   *
   * @return the encoded form of content information of this segment alone, with the blocks whose
   *     hashes are known
   */
  public ByteBuffer encode() {
    return version == ContentVersion.V1 ? encodeVersion1() : encodeVersion2();
  }

  private ByteBuffer encodeVersion1() {
    int listed = listedBlockCount();
    WireWriter out = WireWriter.of(Version1Encoding.ORDER, 256 + blockHashes.remaining());
    int readBytes = listed < blockCount() ? listed * blockLength() : 0;
    Version1Encoding.writeHeader(out, algorithm, 0, readBytes, 1);
    Version1Encoding.writeDescription(out, range, hashOfData, secret);
    Version1Encoding.writeBlockCount(out, listed);
    return out.bytes(blockHashes).toByteBuffer();
  }

  private ByteBuffer encodeVersion2() {
    WireWriter out = WireWriter.of(Version2Encoding.ORDER, 128);
    Version2Encoding.writeHeader(out, range.start(), 0, 0, length());
    Version2Encoding.writeChunkHeader(out, 1);
    Version2Encoding.writeDescription(out, length(), hashOfData, secret);
    return out.toByteBuffer();
  }

  @Override
  public String toString() {
    return "segment " + id() + " of " + range;
  }
}
