package org.peerdist.smb.information;

import org.peerdist.wire.WireWriter;

/**
 * FileInternalInformation, class 6, [MS-FSCC] 2.4.27: IndexNumber (8).
 *
 * @param fileId what identifies the file in its volume
 */
public record FileInternalInformation(long fileId) implements Information {
  @Override
  public int fixedLength() {
    return 8;
  }

  @Override
  public void write(WireWriter writer) {
    writer.u64(fileId);
  }
}
