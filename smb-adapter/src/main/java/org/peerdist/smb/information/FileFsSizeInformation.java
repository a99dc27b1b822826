package org.peerdist.smb.information;

import org.peerdist.wire.WireWriter;

/**
 * FileFsSizeInformation, class 3, [MS-FSCC] 2.5.8: TotalAllocationUnits (8),
 * AvailableAllocationUnits (8), SectorsPerAllocationUnit (4), BytesPerSector (4).
 *
 * @param total the units of the volume
 * @param available those that the caller may use
 * @param sectorsPerUnit sectors in each
 * @param bytesPerSector bytes in a sector
 */
public record FileFsSizeInformation(
    long total, long available, int sectorsPerUnit, int bytesPerSector) implements Information {
  @Override
  public int fixedLength() {
    return 24;
  }

  @Override
  public void write(WireWriter writer) {
    writer.u64(total).u64(available).u32(sectorsPerUnit).u32(bytesPerSector);
  }
}
