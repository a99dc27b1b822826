package org.peerdist.smb.information;

import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * FilePositionInformation, class 14, [MS-FSCC] 2.4.40: CurrentByteOffset (8).
 *
 * @param position bytes from the start of the file, 0 or more
 */
public record FilePositionInformation(long position) implements Information {
  /**
   * Reads it.
   *
   * @param reader little-endian
   * @return what was read
   * @throws WireFormatException if bytes are missing or it is negative
   */
  public static FilePositionInformation read(WireReader reader) throws WireFormatException {
    return new FilePositionInformation(reader.u64("CurrentByteOffset"));
  }

  @Override
  public int fixedLength() {
    return 8;
  }

  @Override
  public void write(WireWriter writer) {
    writer.u64(position);
  }
}
