package org.peerdist.cache.internal;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;

/**
 * What stands in front of each block in a container, so that a container tells what is in it when
 * it is reclaimed. Big-endian:
 *
 * <pre>
 * magic(4)="PDcb" blockLength(4) blockIndex(2) idLength(1) opaque(1) segmentId(idLength, padded to
 * 64) checksum(4) of all this
 * </pre>
 *
 * @param key the segment that the block belongs to
 * @param index the position of the block in its segment
 * @param blockLength the length of the block in bytes
 */
record SlotHeader(SegmentKey key, int index, int blockLength) {
  /** The length of the encoded form in bytes. */
  static final int LENGTH = 80;

  /** Slots start at multiples of this. */
  static final int ALIGNMENT = 16;

  /**
   * The greatest length of a block in bytes: 128 KiB, and 256 bytes for what an encrypted one has
   * around it.
   */
  static final int MAX_BLOCK_LENGTH = 128 * 1024 + 256;

  /** The greatest length of a slot in bytes. */
  static final int MAX_SLOT_LENGTH = LENGTH + MAX_BLOCK_LENGTH;

  private static final int MAGIC = 0x50446362;
  private static final int ID = 12;
  private static final int CHECKSUM = LENGTH - 4;
  private static final byte[] PADDING = new byte[CHECKSUM - ID];

  int slotLength() {
    return slotLength(blockLength);
  }

  static int slotLength(int blockLength) {
    return align(LENGTH + blockLength);
  }

  static int align(int offset) {
    return (offset + ALIGNMENT - 1) & -ALIGNMENT;
  }

  static boolean startsAt(ByteBuffer bytes, int at) {
    return bytes.getInt(at) == MAGIC;
  }

  /** Reads a header, if there is a sound one in these {@link #LENGTH} bytes. */
  static Optional<SlotHeader> decode(ByteBuffer bytes) {
    int idLength = bytes.get(10);
    if (bytes.getInt(0) != MAGIC
        || bytes.getInt(CHECKSUM) != BlockLocation.checksum(bytes.slice(0, CHECKSUM))
        || (idLength != 32 && idLength != 48 && idLength != 64)
        || (bytes.get(11) & ~1) != 0
        || bytes.getInt(4) < 1
        || bytes.getInt(4) > MAX_BLOCK_LENGTH) {
      return Optional.empty();
    }
    SegmentId id = new SegmentId(Bytes.copyOf(bytes.slice(ID, idLength)));
    SegmentKey key = new SegmentKey(id, bytes.get(11) == 1);
    return Optional.of(new SlotHeader(key, bytes.getShort(8), bytes.getInt(4)));
  }

  /** Writes the header of a slot; the position of the buffer stays where it is. */
  static void write(ByteBuffer out, int at, SegmentKey segment, int block, int blockLength) {
    Bytes id = segment.id().value();
    out.putLong(at, (long) MAGIC << 32 | blockLength);
    out.putInt(at + 8, block << 16 | id.length() << 8 | (segment.opaque() ? 1 : 0));
    out.put(at + ID, id.asByteBuffer(), 0, id.length());
    out.put(at + ID + id.length(), PADDING, 0, CHECKSUM - ID - id.length());
    out.putInt(at + CHECKSUM, BlockLocation.checksum(out.slice(at, CHECKSUM)));
  }
}
