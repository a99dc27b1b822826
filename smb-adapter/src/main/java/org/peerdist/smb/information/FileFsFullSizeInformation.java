package org.peerdist.smb.information;

import org.peerdist.wire.WireWriter;

/**
 * FileFsFullSizeInformation, class 7, [MS-FSCC] 2.5.4: TotalAllocationUnits (8),
 * CallerAvailableAllocationUnits (8), ActualAvailableAllocationUnits (8), SectorsPerAllocationUnit
 * (4), BytesPerSector (4).
 *
 * @param total the units of the volume
 * @param available those that the caller may use
 * @param free those that nobody uses
 * @param sectorsPerUnit sectors in each
 * @param bytesPerSector bytes in a sector
 */
public record FileFsFullSizeInformation(
    long total, long available, long free, int sectorsPerUnit, int bytesPerSector)
    implements Information {
  @Override
  public int fixedLength() {
    return 32;
  }

  @Override
  public void write(WireWriter writer) {
    writer.u64(total).u64(available).u64(free).u32(sectorsPerUnit).u32(bytesPerSector);
  }
}
