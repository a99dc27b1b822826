package org.peerdist.smb.information;

import org.peerdist.wire.WireWriter;

/**
 * FileFsSectorSizeInformation, class 11, [MS-FSCC] 2.5.7: LogicalBytesPerSector,
 * PhysicalBytesPerSectorForAtomicity, PhysicalBytesPerSectorForPerformance,
 * FileSystemEffectivePhysicalBytesPerSectorForAtomicity, Flags (1 and 2: aligned),
 * ByteOffsetForSectorAlignment, ByteOffsetForPartitionAlignment (4 bytes each).
 *
 * @param logical bytes of a sector
 * @param physical bytes that the device writes at once
 */
public record FileFsSectorSizeInformation(int logical, int physical) implements Information {
  private static final int ALIGNED = 0x3;

  @Override
  public int fixedLength() {
    return 28;
  }

  @Override
  public void write(WireWriter writer) {
    writer.u32(logical).u32(physical).u32(physical).u32(physical);
    writer.u32(ALIGNED).u32(0).u32(0);
  }
}
