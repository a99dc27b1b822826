package org.peerdist.smb.information;

import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;

/**
 * FileEndOfFileInformation, class 20, [MS-FSCC] 2.4.14: EndOfFile (8).
 *
 * @param size the length that the file shall have, in bytes, 0 or more
 */
public record FileEndOfFileInformation(long size) {
  /**
   * Reads it.
   *
   * @param reader little-endian
   * @return what was read
   * @throws WireFormatException if bytes are missing or it is negative
   */
  public static FileEndOfFileInformation read(WireReader reader) throws WireFormatException {
    return new FileEndOfFileInformation(reader.u64("EndOfFile"));
  }
}
