package org.peerdist.smb.information;

import org.peerdist.wire.WireWriter;

/**
 * FileFsVolumeInformation, class 1, [MS-FSCC] 2.5.9: VolumeCreationTime (8), VolumeSerialNumber
 * (4), VolumeLabelLength (4), SupportsObjects (1), Reserved (1), VolumeLabel.
 *
 * @param created 100 ns since 1601
 * @param serialNumber what identifies the volume
 * @param label its name; the wire takes the first 32 characters
 */
public record FileFsVolumeInformation(long created, int serialNumber, String label)
    implements Information {
  private static final int MOST_LABEL = 32;

  /** SPEC [MS-FSCC] 2.5.9: no more than 32 characters. */
  public FileFsVolumeInformation {
    label = label.length() > MOST_LABEL ? label.substring(0, MOST_LABEL) : label;
  }

  /** SPEC [MS-FSA] 2.1.5.13.1: rounded up to a multiple of eight. */
  @Override
  public int fixedLength() {
    return 24;
  }

  @Override
  public void write(WireWriter writer) {
    writer.u64(created).u32(Integer.toUnsignedLong(serialNumber)).u32(WireName.length(label));
    writer.u8(0).u8(0);
    WireName.write(writer, label);
  }
}
