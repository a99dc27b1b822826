package org.peerdist.smb.files;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import org.peerdist.smb.information.FileFsAttributeInformation;
import org.peerdist.smb.information.FileFsDeviceInformation;
import org.peerdist.smb.information.FileFsFullSizeInformation;
import org.peerdist.smb.information.FileFsSectorSizeInformation;
import org.peerdist.smb.information.FileFsSizeInformation;
import org.peerdist.smb.information.FileFsVolumeInformation;
import org.peerdist.smb.information.Information;
import org.peerdist.smb.information.WindowsTime;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;

/** What is told of the volume of a share, [MS-FSCC] 2.5 and [MS-FSA] 2.1.5.13. Thread-safe. */
final class VolumeAnswers {
  private static final int VOLUME = 1;
  private static final int SIZE = 3;
  private static final int DEVICE = 4;
  private static final int ATTRIBUTE = 5;
  private static final int FULL_SIZE = 7;
  private static final int OBJECT_ID = 8;
  private static final int SECTOR_SIZE = 11;

  private static final int BYTES_PER_SECTOR = 512;
  private static final int SECTORS_PER_UNIT = FileState.CLUSTER / BYTES_PER_SECTOR;
  private static final int LONGEST_NAME = 255;

  /** INTEROP: some programs for Windows do less on a volume whose name they do not know. */
  private static final String FILE_SYSTEM = "NTFS";

  private final SharedDisk disk;
  private final String label;
  private final boolean readOnly;

  VolumeAnswers(SharedDisk disk, String label, boolean readOnly) {
    this.disk = disk;
    this.label = label;
    this.readOnly = readOnly;
  }

  /** A number for the volume of a share that stays with its folder. */
  static int serialNumber(SharedDisk disk) {
    return (int) FileState.idOf(disk.root());
  }

  Information answer(int informationClass) throws IOException, StatusException {
    return switch (informationClass) {
      case VOLUME -> volume();
      case SIZE -> {
        FileFsFullSizeInformation full = fullSize();
        yield new FileFsSizeInformation(
            full.total(), full.available(), SECTORS_PER_UNIT, BYTES_PER_SECTOR);
      }
      case DEVICE -> new FileFsDeviceInformation(readOnly);
      case ATTRIBUTE -> new FileFsAttributeInformation(attributes(), LONGEST_NAME, FILE_SYSTEM);
      case FULL_SIZE -> fullSize();
      case SECTOR_SIZE -> new FileFsSectorSizeInformation(BYTES_PER_SECTOR, FileState.CLUSTER);
      // SPEC [MS-FSCC] 2.5.6: a file system without object ids says so.
      case OBJECT_ID -> throw new StatusException(NtStatus.INVALID_PARAMETER);
      default -> throw new StatusException(NtStatus.INVALID_INFO_CLASS);
    };
  }

  private FileFsVolumeInformation volume() throws IOException {
    long created = WindowsTime.of(disk.state(Place.ROOT).basic().creationTime());
    return new FileFsVolumeInformation(created, serialNumber(disk), label);
  }

  private int attributes() {
    return FileFsAttributeInformation.CASE_PRESERVED_NAMES
        | FileFsAttributeInformation.UNICODE_ON_DISK
        | FileFsAttributeInformation.POSIX_UNLINK_RENAME
        | (readOnly ? FileFsAttributeInformation.READ_ONLY_VOLUME : 0);
  }

  private FileFsFullSizeInformation fullSize() throws IOException {
    FileStore store = Files.getFileStore(disk.root());
    return new FileFsFullSizeInformation(
        units(store::getTotalSpace),
        units(store::getUsableSpace),
        units(store::getUnallocatedSpace),
        SECTORS_PER_UNIT,
        BYTES_PER_SECTOR);
  }

  private interface Space {
    long bytes() throws IOException;
  }

  /** A file system that knows no sizes is full. */
  private static long units(Space space) throws IOException {
    try {
      return Math.max(0, space.bytes()) / FileState.CLUSTER;
    } catch (UnsupportedOperationException e) {
      return 0;
    }
  }
}
