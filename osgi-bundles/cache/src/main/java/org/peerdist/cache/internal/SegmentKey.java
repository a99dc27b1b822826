package org.peerdist.cache.internal;

import java.nio.ByteBuffer;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;

/**
 * What a segment goes by in the index. Opaque segments are kept apart from verified ones of the
 * same name, so that what nobody could verify never stands in the way of what was verified.
 */
public final class SegmentKey {
  private static final byte VERIFIED = 1;
  private static final byte OPAQUE = 2;

  private final SegmentId id;
  private final boolean opaque;

  /**
   * Creates a key.
   *
   * @param id the name of the segment
   * @param opaque whether its blocks are stored as they came
   */
  SegmentKey(SegmentId id, boolean opaque) {
    this.id = id;
    this.opaque = opaque;
  }

  /**
   * The key of a segment whose blocks are verified.
   *
   * @param id its name
   * @return its key
   */
  public static SegmentKey verified(SegmentId id) {
    return new SegmentKey(id, false);
  }

  /**
   * The key of a segment whose blocks are stored as they came.
   *
   * @param id its name
   * @return its key
   */
  public static SegmentKey opaque(SegmentId id) {
    return new SegmentKey(id, true);
  }

  /**
   * The name of the segment.
   *
   * @return its name
   */
  public SegmentId id() {
    return id;
  }

  /**
   * Whether its blocks are stored as they came.
   *
   * @return true if they are
   */
  public boolean opaque() {
    return opaque;
  }

  /** The form in the index: {@code kind(1) id(n)}. */
  byte[] encode() {
    byte[] key = new byte[1 + id.value().length()];
    key[0] = opaque ? OPAQUE : VERIFIED;
    id.value().asByteBuffer().get(key, 1, key.length - 1);
    return key;
  }

  /** Reads the form in the index; null if this is none. */
  static SegmentKey decode(byte[] key) {
    int length = key.length - 1;
    if ((length != 32 && length != 48 && length != 64)
        || (key[0] != VERIFIED && key[0] != OPAQUE)) {
      return null;
    }
    SegmentId id = new SegmentId(Bytes.copyOf(ByteBuffer.wrap(key, 1, length)));
    return new SegmentKey(id, key[0] == OPAQUE);
  }

  // Written out, because what Java makes for a record takes long to start.

  @Override
  public int hashCode() {
    return id.value().hashCode();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SegmentKey that
        && opaque == that.opaque
        && id.value().equals(that.id.value());
  }
}
