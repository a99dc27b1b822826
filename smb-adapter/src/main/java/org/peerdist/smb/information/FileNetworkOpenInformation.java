package org.peerdist.smb.information;

import org.peerdist.wire.WireWriter;

/**
 * FileNetworkOpenInformation, class 34, [MS-FSCC] 2.4.34: CreationTime, LastAccessTime,
 * LastWriteTime, ChangeTime, AllocationSize, EndOfFile (8 bytes each), FileAttributes (4), Reserved
 * (4).
 *
 * @param created 100 ns since 1601, as the three that follow
 * @param accessed when it was last read
 * @param written when its bytes were last changed
 * @param changed when anything of it was last changed
 * @param allocation the bytes that it takes on the disk
 * @param size its length in bytes
 * @param attributes bits of {@link FileAttributes}
 */
public record FileNetworkOpenInformation(
    long created,
    long accessed,
    long written,
    long changed,
    long allocation,
    long size,
    int attributes)
    implements Information {
  @Override
  public int fixedLength() {
    return 56;
  }

  @Override
  public void write(WireWriter writer) {
    writer.u64(created).u64(accessed).u64(written).u64(changed).u64(allocation).u64(size);
    writer.u32(Integer.toUnsignedLong(attributes)).u32(0);
  }
}
