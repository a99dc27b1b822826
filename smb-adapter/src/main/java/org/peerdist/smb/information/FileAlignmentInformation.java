package org.peerdist.smb.information;

import org.peerdist.wire.WireWriter;

/**
 * FileAlignmentInformation, class 17, [MS-FSCC] 2.4.3: AlignmentRequirement (4).
 *
 * @param mask the bits of an address that must be 0; 0 for bytes anywhere
 */
public record FileAlignmentInformation(int mask) implements Information {
  @Override
  public int fixedLength() {
    return 4;
  }

  @Override
  public void write(WireWriter writer) {
    writer.u32(mask);
  }
}
