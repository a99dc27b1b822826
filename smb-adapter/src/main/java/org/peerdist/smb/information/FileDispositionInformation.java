package org.peerdist.smb.information;

import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;

/**
 * FileDispositionInformation and FileDispositionInformationEx, classes 13 and 64, [MS-FSCC] 2.4.11
 * and 2.4.12: DeletePending (1), or Flags (4).
 *
 * @param delete whether the file goes away when it is closed
 * @param posix whether its name goes away when this open is closed, whoever else has it open
 * @param onClose whether this is about a file that was opened to be deleted
 * @param ignoreReadOnly whether it may be read-only
 * @param known whether there are no other flags than those of the specification
 */
public record FileDispositionInformation(
    boolean delete, boolean posix, boolean onClose, boolean ignoreReadOnly, boolean known) {
  private static final int KNOWN = 0x1F;

  /**
   * Reads class 13.
   *
   * @param reader little-endian
   * @return what was read
   * @throws WireFormatException if there is no byte
   */
  public static FileDispositionInformation read(WireReader reader) throws WireFormatException {
    return new FileDispositionInformation(
        reader.u8("DeletePending") != 0, false, false, false, true);
  }

  /**
   * Reads class 64.
   *
   * @param reader little-endian
   * @return what was read
   * @throws WireFormatException if it is cut off
   */
  public static FileDispositionInformation readExtended(WireReader reader)
      throws WireFormatException {
    long flags = reader.u32("Flags");
    return new FileDispositionInformation(
        (flags & 0x1) != 0,
        (flags & 0x2) != 0,
        (flags & 0x8) != 0,
        (flags & 0x10) != 0,
        (flags & ~KNOWN) == 0);
  }
}
