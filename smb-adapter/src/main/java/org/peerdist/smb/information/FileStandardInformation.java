package org.peerdist.smb.information;

import org.peerdist.wire.WireWriter;

/**
 * FileStandardInformation, class 5, [MS-FSCC] 2.4.47: AllocationSize (8), EndOfFile (8),
 * NumberOfLinks (4), DeletePending (1), Directory (1), Reserved (2).
 *
 * @param allocation the bytes that it takes on the disk
 * @param size its length in bytes
 * @param links how many names it has that are not deleted
 * @param deletePending whether it goes away when it is closed
 * @param directory whether it is a folder
 */
public record FileStandardInformation(
    long allocation, long size, int links, boolean deletePending, boolean directory)
    implements Information {
  @Override
  public int fixedLength() {
    return 24;
  }

  @Override
  public void write(WireWriter writer) {
    writer.u64(allocation).u64(size).u32(links);
    writer.u8(deletePending ? 1 : 0).u8(directory ? 1 : 0).u16(0);
  }
}
