package org.peerdist.content;

import org.peerdist.wire.Bytes;

/**
 * The hash of a segment ("HoD", [MS-PCCRC] 2.2): in version 1 the hash of its block hashes, in
 * version 2 the hash of its bytes.
 *
 * @param value 32, 48 or 64 bytes
 */
public record SegmentHashOfData(Bytes value) {
  public SegmentHashOfData {
    if (value.length() != 32 && value.length() != 48 && value.length() != 64) {
      throw new IllegalArgumentException("SegmentHashOfData of " + value.length() + " bytes");
    }
  }

  /** Lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return value.toHex();
  }
}
