package org.peerdist.smb.information;

import org.peerdist.wire.WireWriter;

/**
 * FileNameInformation, class 9 and 48, [MS-FSCC] 2.1.7, 2.4.32 and 2.4.35: FileNameLength (4),
 * FileName.
 *
 * @param name the path of the file, with backslashes
 */
public record FileNameInformation(String name) implements Information {
  /** SPEC [MS-FSA] 2.1.5.12.19: with one character, rounded up to a multiple of four. */
  @Override
  public int fixedLength() {
    return 8;
  }

  @Override
  public void write(WireWriter writer) {
    writer.u32(WireName.length(name));
    WireName.write(writer, name);
  }
}
