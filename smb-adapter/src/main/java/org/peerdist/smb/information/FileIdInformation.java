package org.peerdist.smb.information;

import org.peerdist.wire.WireWriter;

/**
 * FileIdInformation, class 59, [MS-FSCC] 2.4.26: VolumeSerialNumber (8), FileId (16).
 *
 * @param volume what identifies the volume
 * @param fileId what identifies the file in its volume; the upper half on the wire is 0
 */
public record FileIdInformation(long volume, long fileId) implements Information {
  @Override
  public int fixedLength() {
    return 24;
  }

  @Override
  public void write(WireWriter writer) {
    writer.u64(volume).u64(fileId).u64(0);
  }
}
