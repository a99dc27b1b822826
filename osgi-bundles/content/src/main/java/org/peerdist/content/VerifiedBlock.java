package org.peerdist.content;

import java.nio.ByteBuffer;

/**
 * A block whose bytes have the hash that the content information promises. Only {@link
 * Segment#verify} makes one, so whatever asks for this type can't be handed unverified bytes.
 *
 * <p>The bytes are those of the buffer that was verified, not a copy: its owner must not write to
 * it while the block is in use.
 */
public final class VerifiedBlock {
  private final Segment segment;
  private final int index;
  private final ByteBuffer data;

  VerifiedBlock(Segment segment, int index, ByteBuffer data) {
    this.segment = segment;
    this.index = index;
    this.data = data;
  }

  /**
   * The segment that the block belongs to.
   *
   * @return the segment
   */
  public Segment segment() {
    return segment;
  }

  /**
   * The position of the block in its segment.
   *
   * @return 0 or more
   */
  public int index() {
    return index;
  }

  /**
   * The bytes.
   *
   * @return a new read-only view of all of them
   */
  public ByteBuffer data() {
    return data.duplicate();
  }
}
