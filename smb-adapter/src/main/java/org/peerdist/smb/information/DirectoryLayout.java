package org.peerdist.smb.information;

import java.util.Arrays;
import java.util.Optional;
import org.peerdist.wire.WireWriter;

/**
 * How an entry of a listing is written, [MS-FSCC] 2.4. All begin with NextEntryOffset (4) and
 * FileIndex (4, always 0) and end with the name. All but {@link #NAMES} go on with CreationTime,
 * LastAccessTime, LastWriteTime, ChangeTime, EndOfFile, AllocationSize (8 each), FileAttributes (4)
 * and FileNameLength (4); what follows that differs. There are no short names and no extended
 * attributes.
 */
public enum DirectoryLayout {
  /** FileDirectoryInformation, 2.4.10: nothing more. */
  DIRECTORY(1, 64),
  /** FileFullDirectoryInformation, 2.4.15: EaSize (4). */
  FULL(2, 68),
  /** FileBothDirectoryInformation, 2.4.8: EaSize (4), ShortNameLength, Reserved, ShortName (24). */
  BOTH(3, 94),
  /** FileNamesInformation, 2.4.33: FileNameLength (4) alone. */
  NAMES(12, 12),
  /** FileIdBothDirectoryInformation, 2.4.22: as {@link #BOTH}, Reserved (2), FileId (8). */
  ID_BOTH(37, 104),
  /** FileIdFullDirectoryInformation, 2.4.24: EaSize (4), Reserved (4), FileId (8). */
  ID_FULL(38, 80),
  /** FileIdExtdDirectoryInformation, 2.4.23: EaSize (4), ReparsePointTag (4), FileId (16). */
  ID_EXTENDED(60, 88);

  private final int level;
  private final int fixedLength;

  DirectoryLayout(int level, int fixedLength) {
    this.level = level;
    this.fixedLength = fixedLength;
  }

  /**
   * Finds a layout.
   *
   * @param level the number of the class on the wire
   * @return the layout, if that is a class for listings that is known here
   */
  public static Optional<DirectoryLayout> of(int level) {
    return Arrays.stream(values()).filter(layout -> layout.level == level).findFirst();
  }

  /**
   * Where the name begins.
   *
   * @return bytes from the start of the entry
   */
  public int fixedLength() {
    return fixedLength;
  }

  /**
   * How long an entry is.
   *
   * @param entry the entry
   * @return bytes, without what is added for alignment
   */
  public int length(DirectoryEntry entry) {
    return fixedLength + WireName.length(entry.name());
  }

  /**
   * Writes an entry.
   *
   * @param writer little-endian
   * @param entry the entry
   * @param next the distance to the start of the next entry, 0 for the last
   */
  public void write(WireWriter writer, DirectoryEntry entry, int next) {
    writer.u32(next).u32(0);
    if (this != NAMES) {
      writer.u64(entry.created()).u64(entry.accessed()).u64(entry.written()).u64(entry.changed());
      writer.u64(entry.size()).u64(entry.allocation());
      writer.u32(Integer.toUnsignedLong(entry.attributes()));
    }
    writer.u32(WireName.length(entry.name()));
    writeRest(writer, entry);
    WireName.write(writer, entry.name());
  }

  private void writeRest(WireWriter writer, DirectoryEntry entry) {
    switch (this) {
      case DIRECTORY, NAMES -> {}
      case FULL -> writer.u32(0);
      case BOTH -> noExtendedAttributesOrShortName(writer);
      case ID_BOTH -> {
        noExtendedAttributesOrShortName(writer);
        writer.u16(0).u64(entry.fileId());
      }
      case ID_FULL -> writer.u32(0).u32(0).u64(entry.fileId());
      case ID_EXTENDED -> writer.u32(0).u32(0).u64(entry.fileId()).u64(0);
    }
  }

  private static void noExtendedAttributesOrShortName(WireWriter writer) {
    writer.u32(0).u8(0).u8(0).u64(0).u64(0).u64(0);
  }
}
