package org.peerdist.cache.internal;

import org.peerdist.content.SegmentId;

/**
 * What a segment goes by in the index. Opaque segments are kept apart from verified ones of the
 * same name, so that what nobody could verify never stands in the way of what was verified.
 *
 * @param id the name of the segment
 * @param opaque whether its blocks are stored as they came
 */
public record SegmentKey(SegmentId id, boolean opaque) {
  private static final byte VERIFIED = 1;
  private static final byte OPAQUE = 2;

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

  /** The form in the index: {@code kind(1) id(n)}. */
  byte[] encode() {
    byte[] key = new byte[1 + id.value().length()];
    key[0] = opaque ? OPAQUE : VERIFIED;
    id.value().asByteBuffer().get(key, 1, key.length - 1);
    return key;
  }
}
