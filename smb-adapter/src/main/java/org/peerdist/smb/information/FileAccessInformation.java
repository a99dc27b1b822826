package org.peerdist.smb.information;

import org.peerdist.wire.WireWriter;

/**
 * FileAccessInformation, class 8, [MS-FSCC] 2.4.1: AccessFlags (4).
 *
 * @param access the access that was granted
 */
public record FileAccessInformation(int access) implements Information {
  @Override
  public int fixedLength() {
    return 4;
  }

  @Override
  public void write(WireWriter writer) {
    writer.u32(Integer.toUnsignedLong(access));
  }
}
