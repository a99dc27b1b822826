package org.peerdist.cache.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.stream.Stream;
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
 * format(1)=1 version(1) hashAlgorithm(1) secretLength(1) segmentLength(4) secret(secretLength)
 * blockCount x { container(4) offset(4) checksum(4) }, container 0 for a block that is not there
 * </pre>
 *
 * <p>It is kept in its encoded form, so that a look at one block of 512 need not read the others.
 * Immutable.
 */
public final class SegmentRecord {
  private static final byte FORMAT = 1;
  private static final int SECRET = 8;

  private final byte[] encoded;

  private SegmentRecord(byte[] encoded) {
    this.encoded = encoded;
  }

  /**
   * A segment of which nothing is there yet.
   *
   * @param segment the segment
   * @return its record
   */
  static SegmentRecord of(Segment segment) {
    Bytes secret = segment.secret().value();
    int locations = SECRET + secret.length();
    byte[] encoded = new byte[locations + segment.blockCount() * BlockLocation.LENGTH];
    ByteBuffer.wrap(encoded)
        .put(FORMAT)
        .put((byte) segment.version().number())
        .put((byte) segment.algorithm().wireValue())
        .put((byte) secret.length())
        .putInt(segment.length())
        .put(secret.asByteBuffer());
    return new SegmentRecord(encoded);
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
    int max =
        encoded[1] == 1 ? Version1Encoding.SEGMENT_LENGTH : Version2Encoding.MAX_SEGMENT_LENGTH;
    return (encoded[1] == 1 || encoded[1] == 2)
        && algorithms().anyMatch(algorithm -> algorithm.length() == encoded[3])
        && length() >= 1
        && length() <= max
        && encoded.length == SECRET + encoded[3] + blockCount() * BlockLocation.LENGTH;
  }

  byte[] encoded() {
    return encoded;
  }

  /**
   * The version of its content information.
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
   * The number of blocks of the whole segment.
   *
   * @return 1 to 512
   */
  public int blockCount() {
    return encoded[1] == 1
        ? (length() + Version1Encoding.BLOCK_LENGTH - 1) / Version1Encoding.BLOCK_LENGTH
        : 1;
  }

  /**
   * The length of a block.
   *
   * @param index a block of the segment
   * @return 1 to 131,072 bytes
   */
  public int blockLength(int index) {
    return encoded[1] == 1
        ? Math.min(Version1Encoding.BLOCK_LENGTH, length() - index * Version1Encoding.BLOCK_LENGTH)
        : length();
  }

  /**
   * Whether a block is there.
   *
   * @param index any number
   * @return true if the segment has such a block, and it is there
   */
  public boolean holds(int index) {
    return index >= 0 && index < blockCount() && location(index).container() != 0;
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
    return with(index, new BlockLocation(0, 0, 0));
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
   * @return true if all but the places of blocks is the same
   */
  boolean describesSameAs(SegmentRecord other) {
    int locations = position(0);
    return encoded.length == other.encoded.length
        && Arrays.equals(encoded, 0, locations, other.encoded, 0, locations);
  }

  private int position(int index) {
    return SECRET + encoded[3] + index * BlockLocation.LENGTH;
  }
}
