package org.peerdist.smb.information;

import org.peerdist.wire.WireWriter;

/**
 * FileCompressionInformation, class 28, [MS-FSCC] 2.4.9, of a file that is not compressed:
 * CompressedFileSize (8), CompressionFormat (2), CompressionUnitShift, ChunkShift, ClusterShift (1
 * each), Reserved (3).
 *
 * @param size the length of the file in bytes
 */
public record FileCompressionInformation(long size) implements Information {
  @Override
  public int fixedLength() {
    return 16;
  }

  @Override
  public void write(WireWriter writer) {
    writer.u64(size).u64(0);
  }
}
