package org.peerdist.cache.internal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Where the bytes of a block are, and what they must add up to.
 *
 * @param container the number of the container, 1 or more
 * @param offset where in the container the bytes start
 * @param length the number of bytes
 * @param checksum the CRC32C of the bytes
 */
public record BlockLocation(int container, int offset, int length, int checksum) {
  /** The length of the encoded form in bytes. */
  static final int LENGTH = 16;

  /** Where the length is in the encoded form. */
  static final int LENGTH_FIELD = 8;

  /** What stands for a block that is not there. */
  static final BlockLocation NONE = new BlockLocation(0, 0, 0, 0);

  static BlockLocation read(ByteBuffer in, int at) {
    return new BlockLocation(
        in.getInt(at), in.getInt(at + 4), in.getInt(at + 8), in.getInt(at + 12));
  }

  void write(ByteBuffer out, int at) {
    out.putInt(at, container).putInt(at + 4, offset);
    out.putInt(at + 8, length).putInt(at + 12, checksum);
  }

  /**
   * The checksum of what remains of a buffer, whose position moves to its limit.
   *
   * <p>POLICY: CRC32C and no cryptographic hash. It is there to find what disks and sudden ends do
   * to bytes, at more than 10 GB/s; whoever takes a block verifies it against its SHA anyway.
   */
  static int checksum(ByteBuffer data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    return (int) crc.getValue();
  }
}
