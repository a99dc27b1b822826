package org.peerdist.smb.information;

import org.peerdist.wire.WireWriter;

/**
 * FileFsAttributeInformation, class 5, [MS-FSCC] 2.5.1: FileSystemAttributes (4),
 * MaximumComponentNameLength (4), FileSystemNameLength (4), FileSystemName.
 *
 * @param attributes what the file system can do
 * @param longestName how many characters a name may have
 * @param name how the file system is called
 */
public record FileFsAttributeInformation(int attributes, int longestName, String name)
    implements Information {
  /** Names keep their case. */
  public static final int CASE_PRESERVED_NAMES = 0x2;

  /** Names are Unicode. */
  public static final int UNICODE_ON_DISK = 0x4;

  /** Names of deleted files go away at once if that is asked for. */
  public static final int POSIX_UNLINK_RENAME = 0x400;

  /** Nothing can be changed. */
  public static final int READ_ONLY_VOLUME = 0x80000;

  /** INTEROP: Windows wants room for the start of the name, too. */
  @Override
  public int fixedLength() {
    return 16;
  }

  @Override
  public void write(WireWriter writer) {
    writer.u32(Integer.toUnsignedLong(attributes)).u32(longestName).u32(WireName.length(name));
    WireName.write(writer, name);
  }
}
