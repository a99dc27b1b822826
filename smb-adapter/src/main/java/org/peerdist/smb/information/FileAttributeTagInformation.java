package org.peerdist.smb.information;

import org.peerdist.wire.WireWriter;

/**
 * FileAttributeTagInformation, class 35, [MS-FSCC] 2.4.6: FileAttributes (4), ReparseTag (4), which
 * is 0 where there are no reparse points.
 *
 * @param attributes bits of {@link FileAttributes}
 */
public record FileAttributeTagInformation(int attributes) implements Information {
  @Override
  public int fixedLength() {
    return 8;
  }

  @Override
  public void write(WireWriter writer) {
    writer.u32(Integer.toUnsignedLong(attributes)).u32(0);
  }
}
