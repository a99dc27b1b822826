package org.peerdist.smb.information;

import org.peerdist.wire.WireWriter;

/**
 * FileStreamInformation, class 22, [MS-FSCC] 2.4.49, of a file with the stream of its bytes only:
 * NextEntryOffset (4), StreamNameLength (4), StreamSize (8), StreamAllocationSize (8), StreamName.
 *
 * @param size the length of the file in bytes
 * @param allocation the bytes that it takes on the disk
 */
public record FileStreamInformation(long size, long allocation) implements Information {
  private static final String NAME = "::$DATA";

  /** SPEC [MS-FSCC] 2.4.49: only whole entries are returned. */
  @Override
  public int fixedLength() {
    return 24 + WireName.length(NAME);
  }

  @Override
  public void write(WireWriter writer) {
    writer.u32(0).u32(WireName.length(NAME)).u64(size).u64(allocation);
    WireName.write(writer, NAME);
  }
}
