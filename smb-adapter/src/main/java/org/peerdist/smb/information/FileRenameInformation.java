package org.peerdist.smb.information;

import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * FileRenameInformation and FileRenameInformationEx, classes 10 and 65, [MS-FSCC] 2.4.42.2 and
 * 2.4.43: Flags (4; in class 10 one byte that is not 0 to replace), Reserved (4), RootDirectory
 * (8), FileNameLength (4), FileName, and padding to at least 24 bytes.
 *
 * @param replace whether a file that has the name already goes away
 * @param posix whether it may do so while it is open
 * @param ignoreReadOnly whether it may do so if it is read-only
 * @param path the new name, from the root of the share
 */
public record FileRenameInformation(
    boolean replace, boolean posix, boolean ignoreReadOnly, String path) {
  private static final int LEAST_LENGTH = 24;

  /**
   * Reads class 10.
   *
   * @param reader little-endian
   * @return what was read
   * @throws WireFormatException if it is cut off, its name is empty or no UTF-16, or it names
   *     another folder by its handle
   */
  public static FileRenameInformation read(WireReader reader) throws WireFormatException {
    boolean replace = reader.u8("ReplaceIfExists") != 0;
    reader.skip("Reserved", 7);
    return new FileRenameInformation(replace, false, false, path(reader));
  }

  /**
   * Reads class 65.
   *
   * @param reader little-endian
   * @return what was read
   * @throws WireFormatException as with class 10
   */
  public static FileRenameInformation readExtended(WireReader reader) throws WireFormatException {
    long flags = reader.u32("Flags");
    reader.skip("Reserved", 4);
    return new FileRenameInformation(
        (flags & 0x1) != 0, (flags & 0x2) != 0, (flags & 0x40) != 0, path(reader));
  }

  /** SPEC [MS-FSA] 2.1.5.15.12: no other root than the share's, no name that is empty or odd. */
  private static String path(WireReader reader) throws WireFormatException {
    long start = reader.offset();
    if (reader.u64("RootDirectory") != 0) {
      throw new WireFormatException("RootDirectory", start, "is not 0");
    }
    long length = reader.u32("FileNameLength");
    String path = WireName.read(reader, "FileName", length);
    if (path.isEmpty()) {
      throw new WireFormatException("FileName", reader.offset(), "is empty");
    }
    return path;
  }

  /**
   * Writes class 10.
   *
   * @param writer little-endian
   */
  public void write(WireWriter writer) {
    int start = writer.length();
    writer.u8(replace ? 1 : 0).u8(0).u16(0).u32(0).u64(0).u32(WireName.length(path));
    WireName.write(writer, path);
    while (writer.length() - start < LEAST_LENGTH) {
      writer.u8(0);
    }
  }
}
