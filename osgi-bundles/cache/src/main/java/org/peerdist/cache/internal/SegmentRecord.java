package org.peerdist.cache.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.stream.Stream;
import org.peerdist.content.ContentTag;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentSecret;
import org.peerdist.content.Version1Encoding;
import org.peerdist.content.Version2Encoding;
import org.peerdist.wire.Bytes;

/**
 * What the index says of one segment. Big-endian:
 *
 * <pre>
 * format(1)=2 version(1) hashAlgorithm(1) secretLength(1) segmentLength(4) blockLength(4)
 * secret(secretLength) tag(16)
 * blockCount x { container(4) offset(4) length(4) checksum(4) }, container 0 for a block that is not
 * there
 * </pre>
 *
 * <p>Version, algorithm and length of the secret are 0 where the segment is opaque.
 *
 * <p>It is kept in its encoded form, so that a look at one block of 512 need not read the others.
 * Immutable.
 */
public final class SegmentRecord {
  private static final byte FORMAT = 2;
  private static final int SECRET = 12;
  private static final int MAX_OPAQUE_BLOCK_LENGTH = 128 * 1024;

  private final byte[] encoded;

  private SegmentRecord(byte[] encoded) {
    this.encoded = encoded;
  }

  /**
   * A segment of which nothing is there yet.
   *
   * @param segment the segment
   * @param tag the application that it was fetched for
   * @return its record
   */
  static SegmentRecord of(Segment segment, ContentTag tag) {
    Bytes secret = segment.secret().value();
    byte[] encoded = allocate(secret.length(), segment.blockCount());
    ByteBuffer.wrap(encoded)
        .put(FORMAT)
        .put((byte) segment.version().number())
        .put((byte) segment.algorithm().wireValue())
        .put((byte) secret.length())
        .putInt(segment.length())
        .putInt(segment.blockLength())
        .put(secret.asByteBuffer())
        .put(tag.value().asByteBuffer());
    return new SegmentRecord(encoded);
  }

  /**
   * An opaque segment of which nothing is there yet.
   *
   * @param length the length of the segment
   * @param blockLength the length of all blocks but the last
   * @param tag the application that it was fetched for
   * @return its record
   */
  public static SegmentRecord ofOpaque(int length, int blockLength, ContentTag tag) {
    byte[] encoded = allocate(0, (length + blockLength - 1) / blockLength);
    ByteBuffer.wrap(encoded)
        .put(FORMAT)
        .put(new byte[3])
        .putInt(length)
        .putInt(blockLength)
        .put(tag.value().asByteBuffer());
    return new SegmentRecord(encoded);
  }

  private static byte[] allocate(int secretLength, int blockCount) {
    return new byte[SECRET + secretLength + ContentTag.LENGTH + blockCount * BlockLocation.LENGTH];
  }

  /**
   * Reads a record from the index, which disks may have damaged.
   *
   * @param encoded its bytes, not copied
   * @return the record, or nothing if this is none
   */
  static Optional<SegmentRecord> decode(byte[] encoded) {
    if (encoded.length < SECRET || encoded[0] != FORMAT) {
      return Optional.empty();
    }
    SegmentRecord record = new SegmentRecord(encoded);
    return record.hasValidFields() ? Optional.of(record) : Optional.empty();
  }

  private boolean hasValidFields() {
    boolean possible =
        switch (encoded[1]) {
          case 0 -> encoded[2] == 0 && encoded[3] == 0 && blockLength() <= MAX_OPAQUE_BLOCK_LENGTH;
          case 1 -> hasValidAlgorithm() && blockLength() == Version1Encoding.BLOCK_LENGTH;
          case 2 ->
              hasValidAlgorithm()
                  && blockLength() == length()
                  && length() <= Version2Encoding.MAX_SEGMENT_LENGTH;
          default -> false;
        };
    return possible
        && length() >= 1
        && blockLength() >= 1
        && length() <= Version1Encoding.SEGMENT_LENGTH
        && encoded.length == position(blockCount());
  }

  private boolean hasValidAlgorithm() {
    return algorithms().anyMatch(algorithm -> algorithm.length() == encoded[3]);
  }

  byte[] encoded() {
    return encoded;
  }

  /**
   * The version of its content information. Not for opaque segments, as are algorithm and secret.
   *
   * @return the version
   */
  public ContentVersion version() {
    return encoded[1] == 1 ? ContentVersion.V1 : ContentVersion.V2;
  }

  /**
   * The hash of its content information.
   *
   * @return the algorithm
   */
  public HashAlgorithm algorithm() {
    return algorithms().findFirst().orElseThrow();
  }

  private Stream<HashAlgorithm> algorithms() {
    return version().algorithms().stream()
        .filter(algorithm -> (byte) algorithm.wireValue() == encoded[2]);
  }

  /**
   * Its secret.
   *
   * @return the secret
   */
  public SegmentSecret secret() {
    return new SegmentSecret(Bytes.copyOf(ByteBuffer.wrap(encoded, SECRET, encoded[3])));
  }

  /**
   * The length of the whole segment.
   *
   * @return 1 to 33,554,432 bytes
   */
  public int length() {
    return ByteBuffer.wrap(encoded).getInt(4);
  }

  /**
   * The length of all blocks but the last.
   *
   * @return 1 to 131,072 bytes
   */
  public int blockLength() {
    return ByteBuffer.wrap(encoded).getInt(8);
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
   * The application that it was fetched for.
   *
   * @return the tag of whoever put the first block
   */
  public ContentTag tag() {
    return new ContentTag(
        Bytes.copyOf(ByteBuffer.wrap(encoded, SECRET + encoded[3], ContentTag.LENGTH)));
  }

  /**
   * Whether a block is there.
   *
   * @param index any number
   * @return true if the segment has such a block, and it is there
   */
  public boolean holds(int index) {
    return index >= 0 && index < blockCount() && isValid(location(index), index);
  }

  private boolean isValid(BlockLocation location, int index) {
    return location.container() != 0
        && location.length() > 0
        && (encoded[1] == 0
            ? location.length() <= SlotHeader.MAX_BLOCK_LENGTH
            : location.length() == Math.min(blockLength(), length() - index * blockLength()));
  }

  /**
   * The blocks that are there.
   *
   * @return a new set
   */
  public BitSet blocks() {
    BitSet blocks = new BitSet(blockCount());
    for (int i = 0; i < blockCount(); i++) {
      blocks.set(i, holds(i));
    }
    return blocks;
  }

  /**
   * Where a block is.
   *
   * @param index a block of the segment
   * @return its location, in container 0 if it is not there
   */
  public BlockLocation location(int index) {
    return BlockLocation.read(ByteBuffer.wrap(encoded), position(index));
  }

  SegmentRecord with(int index, BlockLocation location) {
    byte[] changed = encoded.clone();
    location.write(ByteBuffer.wrap(changed), position(index));
    return new SegmentRecord(changed);
  }

  SegmentRecord without(int index) {
    return with(index, BlockLocation.NONE);
  }

  SegmentRecord withoutBlocks() {
    byte[] changed = encoded.clone();
    Arrays.fill(changed, position(0), changed.length, (byte) 0);
    return new SegmentRecord(changed);
  }

  boolean isEmpty() {
    for (int i = 0; i < blockCount(); i++) {
      if (holds(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a segment of the same name is what this record is about.
   *
   * @param other the record of that segment
   * @return true if all but the tag and the places of blocks is the same
   */
  boolean describesSameAs(SegmentRecord other) {
    int end = SECRET + encoded[3];
    return encoded.length == other.encoded.length
        && Arrays.equals(encoded, 0, end, other.encoded, 0, end);
  }

  private int position(int index) {
    return SECRET + encoded[3] + ContentTag.LENGTH + index * BlockLocation.LENGTH;
  }
}
