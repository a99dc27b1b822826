package org.peerdist.smb.information;

import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;

/**
 * FileAllocationInformation, class 19, [MS-FSCC] 2.4.4: AllocationSize (8).
 *
 * @param size the bytes that the file shall take on the disk, 0 or more
 */
public record FileAllocationInformation(long size) {
  /**
   * Reads it.
   *
   * @param reader little-endian
   * @return what was read
   * @throws WireFormatException if bytes are missing or it is negative
   */
  public static FileAllocationInformation read(WireReader reader) throws WireFormatException {
    return new FileAllocationInformation(reader.u64("AllocationSize"));
  }
}
