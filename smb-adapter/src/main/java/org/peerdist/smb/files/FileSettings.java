package org.peerdist.smb.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import org.peerdist.smb.information.FileAllocationInformation;
import org.peerdist.smb.information.FileBasicInformation;
import org.peerdist.smb.information.FileDispositionInformation;
import org.peerdist.smb.information.FileEndOfFileInformation;
import org.peerdist.smb.information.FilePositionInformation;
import org.peerdist.smb.information.FileRenameInformation;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What can be changed of an open file, [MS-FSA] 2.1.5.15. */
final class FileSettings {
  private static final Logger LOG = LoggerFactory.getLogger(FileSettings.class);

  private final SharedDisk disk;
  private final OpenTable table;
  private final NioOpenFile open;
  private final FileTimes times;

  FileSettings(SharedDisk disk, OpenTable table, NioOpenFile open) {
    this.disk = disk;
    this.table = table;
    this.open = open;
    this.times = new FileTimes(disk, open);
  }

  void restoreKeptTimes() throws IOException {
    times.restoreKept();
  }

  void set(int informationClass, ByteBuffer information) throws IOException, StatusException {
    if (information.remaining() < leastLength(informationClass)) {
      throw new StatusException(NtStatus.INFO_LENGTH_MISMATCH);
    }
    WireReader reader = WireReader.of(information, ByteOrder.LITTLE_ENDIAN);
    try {
      switch (informationClass) {
        case 4 -> times.set(FileBasicInformation.read(reader));
        case 10 -> rename(FileRenameInformation.read(reader));
        case 13 -> dispose(FileDispositionInformation.read(reader));
        case 14 -> open.setPosition(FilePositionInformation.read(reader).position());
        case 16 -> reader.skip("Mode", 4);
        case 19 -> allocate(FileAllocationInformation.read(reader).size());
        case 20 -> resize(FileEndOfFileInformation.read(reader).size());
        case 64 -> dispose(FileDispositionInformation.readExtended(reader));
        case 65 -> rename(FileRenameInformation.readExtended(reader));
        // Hard links, short names, extended attributes and quotas are not for shares here.
        case 11, 72, 40 -> throw new StatusException(NtStatus.NOT_SUPPORTED);
        case 15 -> throw new StatusException(NtStatus.EAS_NOT_SUPPORTED);
        case 39 -> throw new StatusException(NtStatus.INVALID_PARAMETER);
        default -> throw new StatusException(NtStatus.INVALID_INFO_CLASS);
      }
    } catch (WireFormatException e) {
      LOG.debug("Class {}: {}", informationClass, e.getMessage());
      throw new StatusException(NtStatus.INVALID_PARAMETER);
    }
  }

  /** The bytes of the fixed part of a class. */
  private static int leastLength(int informationClass) {
    return switch (informationClass) {
      case 4 -> FileBasicInformation.LENGTH;
      case 10, 65 -> 20;
      case 13 -> 1;
      case 14, 19, 20 -> 8;
      case 16, 64 -> 4;
      default -> 0;
    };
  }

  private void rename(FileRenameInformation wanted) throws IOException, StatusException {
    open.need(Access.DELETE);
    new Rename(disk, table, open).carryOut(wanted);
  }

  private void dispose(FileDispositionInformation wanted) throws IOException, StatusException {
    // SPEC [MS-FSA] 2.1.5.15.4: flags that are not known are not supported.
    if (!wanted.known()) {
      throw new StatusException(NtStatus.NOT_SUPPORTED);
    }
    open.need(Access.DELETE);
    synchronized (table) {
      if (wanted.delete()) {
        checkDeletable(wanted);
      }
      open.file().setDeletePending(wanted.delete());
      open.deleteAtOnce(wanted.delete() && wanted.posix());
    }
  }

  private void checkDeletable(FileDispositionInformation wanted)
      throws IOException, StatusException {
    // SPEC [MS-FSA] 2.1.5.15.4: only what was opened to be deleted has that flag.
    if (wanted.onClose() && !open.isDeleteOnClose()) {
      throw new StatusException(NtStatus.NOT_SUPPORTED);
    }
    boolean ignores =
        wanted.ignoreReadOnly() && Access.any(open.grantedAccess(), Access.WRITE_ATTRIBUTES);
    if (open.now().isReadOnly() && !ignores) {
      throw new StatusException(NtStatus.CANNOT_DELETE);
    }
    if (open.isDirectory() && !isEmpty()) {
      throw new StatusException(NtStatus.DIRECTORY_NOT_EMPTY);
    }
  }

  private boolean isEmpty() throws IOException {
    try (Folder folder = disk.folder(open.place());
        DirectoryStream<Path> names = folder.list()) {
      return !names.iterator().hasNext();
    }
  }

  private void resize(long size) throws IOException, StatusException {
    checkResizable();
    FileData data = open.data();
    long now = data.size();
    open.file().locks().check(open, Math.min(now, size), Math.abs(now - size), true);
    data.resize(size);
    times.restoreKept();
  }

  /** There is no way in Java to reserve space; a file that is longer than that is cut off. */
  private void allocate(long size) throws IOException, StatusException {
    checkResizable();
    if (size < open.data().size()) {
      resize(size);
    }
  }

  private void checkResizable() throws StatusException {
    if (open.isDirectory()) {
      throw new StatusException(NtStatus.INVALID_PARAMETER);
    }
    open.need(Access.WRITE_DATA);
  }
}
