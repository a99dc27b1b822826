package org.peerdist.smb.information;

import org.peerdist.wire.WireWriter;

/**
 * FileAllInformation, class 18, [MS-FSCC] 2.4.2: the other classes one after the other, in this
 * order.
 *
 * @param basic times and attributes
 * @param standard sizes
 * @param internal what identifies the file
 * @param extended the length of extended attributes
 * @param access what was granted
 * @param position where the client says that it reads
 * @param mode create options that stay
 * @param alignment what buffers must be
 * @param name its path
 */
public record FileAllInformation(
    FileBasicInformation basic,
    FileStandardInformation standard,
    FileInternalInformation internal,
    FileEaInformation extended,
    FileAccessInformation access,
    FilePositionInformation position,
    FileModeInformation mode,
    FileAlignmentInformation alignment,
    FileNameInformation name)
    implements Information {
  /**
   * SPEC [MS-FSA] 2.1.5.12.3: with one character of the name, rounded up to a multiple of eight.
   */
  @Override
  public int fixedLength() {
    return 104;
  }

  @Override
  public void write(WireWriter writer) {
    basic.write(writer);
    standard.write(writer);
    internal.write(writer);
    extended.write(writer);
    access.write(writer);
    position.write(writer);
    mode.write(writer);
    alignment.write(writer);
    name.write(writer);
  }
}
