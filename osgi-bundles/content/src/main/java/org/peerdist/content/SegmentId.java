package org.peerdist.content;

import org.peerdist.wire.Bytes;

/**
 * The public name of a segment ("HoHoDk", [MS-PCCRC] 2.2). It may be shown to anybody: it does not
 * tell the segment's key.
 *
 * @param value 32, 48 or 64 bytes
 */
public record SegmentId(Bytes value) {
  public SegmentId {
    if (value.length() != 32 && value.length() != 48 && value.length() != 64) {
      throw new IllegalArgumentException("SegmentId of " + value.length() + " bytes");
    }
  }

  /** Lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return value.toHex();
  }
}
