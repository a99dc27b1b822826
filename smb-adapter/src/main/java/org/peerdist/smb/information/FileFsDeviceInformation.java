package org.peerdist.smb.information;

import org.peerdist.wire.WireWriter;

/**
 * FileFsDeviceInformation, class 4, [MS-FSCC] 2.5.10, of a disk that is there: DeviceType (4),
 * Characteristics (4).
 *
 * @param readOnly whether nothing of it can be changed
 */
public record FileFsDeviceInformation(boolean readOnly) implements Information {
  private static final int DISK = 0x7;
  private static final int MOUNTED = 0x20;
  private static final int READ_ONLY = 0x2;

  @Override
  public int fixedLength() {
    return 8;
  }

  @Override
  public void write(WireWriter writer) {
    writer.u32(DISK).u32(MOUNTED | (readOnly ? READ_ONLY : 0));
  }
}
