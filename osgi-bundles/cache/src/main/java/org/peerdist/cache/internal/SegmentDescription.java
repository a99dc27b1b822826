package org.peerdist.cache.internal;

import java.nio.ByteBuffer;
import java.util.List;
import org.peerdist.content.ContentTag;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentSecret;
import org.peerdist.content.Version1Encoding;
import org.peerdist.wire.Bytes;

/**
 * What does not change of a segment in the index. Big-endian:
 *
 * <pre>
 * version(1) hashAlgorithm(1) secretLength(1) segmentLength(4) blockLength(4) tag(16)
 * secret(secretLength)
 * </pre>
 *
 * <p>Version, algorithm and length of the secret are 0 where the segment is opaque. Immutable.
 */
public final class SegmentDescription {
  private static final int FIXED_LENGTH = 11 + ContentTag.LENGTH;
  private static final int MAX_BLOCKS = 512;
  private static final int MAX_OPAQUE_BLOCK_LENGTH = 128 * 1024;

  private final ContentVersion version;
  private final HashAlgorithm algorithm;
  private final SegmentSecret secret;
  private final int length;
  private final int blockLength;
  private final ContentTag tag;

  /** Where this comes from, if it does not come from the index. */
  private final Segment source;

  private SegmentDescription(
      ContentVersion version,
      HashAlgorithm algorithm,
      SegmentSecret secret,
      int length,
      int blockLength,
      ContentTag tag,
      Segment source) {
    this.version = version;
    this.algorithm = algorithm;
    this.secret = secret;
    this.length = length;
    this.blockLength = blockLength;
    this.tag = tag;
    this.source = source;
  }

  /**
   * Describes a segment whose blocks are verified.
   *
   * @param segment the segment
   * @param tag the application that it was fetched for
   * @return its description
   */
  static SegmentDescription of(Segment segment, ContentTag tag) {
    return new SegmentDescription(
        segment.version(),
        segment.algorithm(),
        segment.secret(),
        segment.length(),
        segment.blockLength(),
        tag,
        segment);
  }

  /**
   * Describes a segment whose blocks are stored as they came.
   *
   * @param length the length of the segment
   * @param blockLength the length of all blocks but the last
   * @param tag the application that it was fetched for
   * @return its description
   */
  public static SegmentDescription ofOpaque(int length, int blockLength, ContentTag tag) {
    return new SegmentDescription(null, null, null, length, blockLength, tag, null);
  }

  /** Reads a description, which disks may have damaged; null if this is none. */
  static SegmentDescription decode(ByteBuffer in) {
    if (in.remaining() < FIXED_LENGTH) {
      return null;
    }
    int version = in.get();
    int algorithm = in.get() & 0xff;
    int secretLength = in.get();
    int length = in.getInt();
    int blockLength = in.getInt();
    ContentTag tag = new ContentTag(bytes(in, ContentTag.LENGTH));
    if (!isPossible(length, blockLength)) {
      return null;
    }
    if (version == 0) {
      return algorithm == 0 && secretLength == 0 ? ofOpaque(length, blockLength, tag) : null;
    }
    HashAlgorithm hash = algorithm(version, algorithm);
    if (hash == null
        || hash.length() != secretLength
        || in.remaining() < secretLength
        || blockLength != (version == 1 ? Version1Encoding.BLOCK_LENGTH : length)) {
      return null;
    }
    SegmentSecret secret = new SegmentSecret(bytes(in, secretLength));
    ContentVersion known = version == 1 ? ContentVersion.V1 : ContentVersion.V2;
    return new SegmentDescription(known, hash, secret, length, blockLength, tag, null);
  }

  static boolean isPossible(int length, int blockLength) {
    return length >= 1
        && length <= Version1Encoding.SEGMENT_LENGTH
        && blockLength >= 1
        && blockLength <= MAX_OPAQUE_BLOCK_LENGTH
        && (length + blockLength - 1) / blockLength <= MAX_BLOCKS;
  }

  private static HashAlgorithm algorithm(int version, int wireValue) {
    List<HashAlgorithm> algorithms =
        version == 1
            ? ContentVersion.V1.algorithms()
            : version == 2 ? ContentVersion.V2.algorithms() : List.of();
    for (HashAlgorithm algorithm : algorithms) {
      if ((algorithm.wireValue() & 0xff) == wireValue) {
        return algorithm;
      }
    }
    return null;
  }

  private static Bytes bytes(ByteBuffer in, int length) {
    Bytes bytes = Bytes.copyOf(in.slice(in.position(), length));
    in.position(in.position() + length);
    return bytes;
  }

  int encodedLength() {
    return FIXED_LENGTH + (secret == null ? 0 : secret.value().length());
  }

  void encode(ByteBuffer out) {
    out.put((byte) (version == null ? 0 : version.number()));
    out.put((byte) (algorithm == null ? 0 : algorithm.wireValue()));
    out.put((byte) (secret == null ? 0 : secret.value().length()));
    out.putInt(length).putInt(blockLength).put(tag.value().asByteBuffer());
    if (secret != null) {
      out.put(secret.value().asByteBuffer());
    }
  }

  /**
   * The version of the content information.
   *
   * @return the version; null if the segment is opaque
   */
  public ContentVersion version() {
    return version;
  }

  /**
   * The hash of the content information.
   *
   * @return the algorithm; null if the segment is opaque
   */
  public HashAlgorithm algorithm() {
    return algorithm;
  }

  /**
   * The secret.
   *
   * @return the secret; null if the segment is opaque
   */
  public SegmentSecret secret() {
    return secret;
  }

  /**
   * The length of the whole segment.
   *
   * @return 1 to 33,554,432 bytes
   */
  public int length() {
    return length;
  }

  /**
   * The length of all blocks but the last.
   *
   * @return 1 to 131,072 bytes
   */
  public int blockLength() {
    return blockLength;
  }

  /**
   * The number of blocks of the whole segment.
   *
   * @return 1 to 512
   */
  public int blockCount() {
    return (length + blockLength - 1) / blockLength;
  }

  /**
   * The application that the segment was fetched for.
   *
   * @return the tag of whoever put the first block
   */
  public ContentTag tag() {
    return tag;
  }

  /** The segment that this was made of; null if it was read from the index, or is opaque. */
  Segment source() {
    return source;
  }

  /** Whether a stored block can have this length. */
  boolean isPossibleLength(int block, int bytes) {
    return bytes > 0
        && (secret == null
            ? bytes <= SlotHeader.MAX_BLOCK_LENGTH
            : bytes == Math.min(blockLength, length - block * blockLength));
  }

  /** Whether this is the same segment, whatever it was fetched for. */
  boolean isSameSegment(SegmentDescription that) {
    return version == that.version
        && algorithm == that.algorithm
        && length == that.length
        && blockLength == that.blockLength
        && (secret == null || secret.value().equals(that.secret.value()));
  }
}
