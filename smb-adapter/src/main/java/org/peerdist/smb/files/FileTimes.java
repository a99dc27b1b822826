package org.peerdist.smb.files;

import java.io.IOException;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.peerdist.smb.information.FileAttributes;
import org.peerdist.smb.information.FileBasicInformation;
import org.peerdist.smb.information.WindowsTime;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;

/**
 * Times and attributes that a client sets, [MS-FSA] 2.1.5.15.2, and times that it wants to stay
 * while it goes on writing. When a file was made can be set where the file system lets it; the time
 * of the last change is always the system's.
 */
final class FileTimes {
  private final SharedDisk disk;
  private final NioOpenFile open;

  /** Guarded by this; null if writing may change it. */
  private FileTime keptWritten;

  private FileTime keptAccessed;

  FileTimes(SharedDisk disk, NioOpenFile open) {
    this.disk = disk;
    this.open = open;
  }

  synchronized void set(FileBasicInformation wanted) throws IOException, StatusException {
    open.need(Access.WRITE_ATTRIBUTES);
    check(wanted);
    FileState state = open.now();
    if (wanted.attributes() != 0) {
      disk.dosAttributes().write(open.localPath(), state.stored(), wanted.attributes());
    }
    BasicFileAttributes now = state.basic();
    keptWritten = kept(wanted.written(), now.lastModifiedTime(), keptWritten);
    keptAccessed = kept(wanted.accessed(), now.lastAccessTime(), keptAccessed);
    setTimes(time(wanted.written()), time(wanted.accessed()), time(wanted.created()));
  }

  private void check(FileBasicInformation wanted) throws StatusException {
    long least =
        Math.min(
            Math.min(wanted.created(), wanted.accessed()),
            Math.min(wanted.written(), wanted.changed()));
    boolean folderOfFile =
        !open.isDirectory() && (wanted.attributes() & FileAttributes.DIRECTORY) != 0;
    boolean temporaryFolder =
        open.isDirectory() && (wanted.attributes() & FileAttributes.TEMPORARY) != 0;
    if (least < FileBasicInformation.RELEASE || folderOfFile || temporaryFolder) {
      throw new StatusException(NtStatus.INVALID_PARAMETER);
    }
  }

  /** SPEC [MS-FSA] 2.1.5.15.2: a time that a client has set is not changed by its writes. */
  private static FileTime kept(long wanted, FileTime now, FileTime before) {
    if (wanted == FileBasicInformation.UNCHANGED) {
      return before;
    } else if (wanted == FileBasicInformation.RELEASE) {
      return null;
    }
    return wanted == FileBasicInformation.KEEP ? now : WindowsTime.toFileTime(wanted);
  }

  private static FileTime time(long wanted) {
    return wanted > 0 ? WindowsTime.toFileTime(wanted) : null;
  }

  /** Sets times again that writing has changed but should not have. */
  synchronized void restoreKept() throws IOException {
    setTimes(keptWritten, keptAccessed, null);
  }

  private void setTimes(FileTime written, FileTime accessed, FileTime created) throws IOException {
    if (written == null && accessed == null && created == null) {
      return;
    }
    if (open.place().isRoot()) {
      try (Folder root = disk.folder(Place.ROOT)) {
        root.view().setTimes(written, accessed, created);
      }
      return;
    }
    try (Folder folder = disk.folder(open.place().parent())) {
      folder.view(open.place().name()).setTimes(written, accessed, created);
    }
  }
}
