package org.peerdist.smb.information;

import org.peerdist.wire.WireWriter;

/**
 * FileEaInformation, class 7, [MS-FSCC] 2.4.13: EaSize (4).
 *
 * @param size the length of the extended attributes in bytes
 */
public record FileEaInformation(int size) implements Information {
  @Override
  public int fixedLength() {
    return 4;
  }

  @Override
  public void write(WireWriter writer) {
    writer.u32(size);
  }
}
