package org.peerdist.smb.information;

import org.peerdist.wire.WireWriter;

/**
 * FileModeInformation, class 16, [MS-FSCC] 2.4.31: Mode (4).
 *
 * @param mode those of the create options that stay with the open
 */
public record FileModeInformation(int mode) implements Information {
  @Override
  public int fixedLength() {
    return 4;
  }

  @Override
  public void write(WireWriter writer) {
    writer.u32(Integer.toUnsignedLong(mode));
  }
}
