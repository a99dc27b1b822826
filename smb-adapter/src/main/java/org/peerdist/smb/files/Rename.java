package org.peerdist.smb.files;

import java.io.IOException;
import java.util.Optional;
import org.peerdist.smb.information.FileRenameInformation;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;

/** Gives an open file another name, perhaps in another folder, [MS-FSA] 2.1.5.15.12. */
final class Rename {
  private static final int SHARE_ALL = 0x7;

  private final SharedDisk disk;
  private final OpenTable table;
  private final NioOpenFile open;

  Rename(SharedDisk disk, OpenTable table, NioOpenFile open) {
    this.disk = disk;
    this.table = table;
    this.open = open;
  }

  void carryOut(FileRenameInformation wanted) throws IOException, StatusException {
    SharePath path = SharePath.parse(wanted.path());
    if (path.names().isEmpty() || path.folder()) {
      throw new StatusException(NtStatus.OBJECT_NAME_INVALID);
    }
    synchronized (table) {
      SharedDisk.Found found = disk.find(path);
      String newName = NameMapping.toDisk(path.names().get(path.names().size() - 1));
      Place target = found.place().isRoot() ? found.place() : found.place().parent().child(newName);
      if (target.equals(open.place())) {
        return;
      }
      check(found, target, wanted);
      Optional<FileState> there = found.state();
      if (there.isPresent() && !isThis(there.get())) {
        // First onto it, whatever letters its name has, so that it is replaced at once.
        table.forget(table.file(there.get().key()));
        move(found.place());
      }
      if (!target.equals(open.place())) {
        move(target);
      }
    }
  }

  private boolean isThis(FileState state) {
    return state.key().equals(open.file().key());
  }

  private void move(Place target) throws IOException {
    Place from = open.place();
    try (Folder source = disk.folder(from.parent());
        Folder destination = disk.folder(target.parent())) {
      source.move(from.name(), destination, target.name());
    }
    for (NioOpenFile other : open.file().opens()) {
      if (other.place().equals(from)) {
        other.moveTo(target);
      }
    }
    table.changeKey(open.file(), disk.state(target).key());
  }

  private void check(SharedDisk.Found found, Place target, FileRenameInformation wanted)
      throws IOException, StatusException {
    boolean pending = open.file().isDeletePending();
    boolean intoItself = target.isBelow(open.place());
    if (pending || found.link() || target.isRoot()) {
      throw new StatusException(NtStatus.ACCESS_DENIED);
    }
    if (intoItself) {
      throw new StatusException(NtStatus.INVALID_PARAMETER);
    }
    checkFolder(target.parent());
    if (open.isDirectory() && table.hasOpenBelow(open.place())) {
      throw new StatusException(NtStatus.ACCESS_DENIED);
    }
    Optional<FileState> there = found.state();
    // The same file under a name in other letters is no obstacle.
    if (there.isPresent() && !isThis(there.get())) {
      checkReplaceable(there.get(), wanted);
    }
  }

  /** SPEC [MS-FSA] 2.1.5.15.12: the folder is opened to make something in it. */
  private void checkFolder(Place folder) throws IOException, StatusException {
    int access = open.isDirectory() ? Access.APPEND_DATA : Access.WRITE_DATA;
    table.file(disk.state(folder).key()).checkSharing(access, SHARE_ALL);
  }

  private void checkReplaceable(FileState there, FileRenameInformation wanted)
      throws StatusException {
    if (!wanted.replace()) {
      throw new StatusException(NtStatus.OBJECT_NAME_COLLISION);
    }
    boolean readOnly = there.isReadOnly() && !wanted.ignoreReadOnly();
    if (there.isDirectory() || open.isDirectory() || readOnly) {
      throw new StatusException(NtStatus.ACCESS_DENIED);
    }
    SharedFile file = table.file(there.key());
    if (file.isDeletePending()) {
      throw new StatusException(NtStatus.DELETE_PENDING);
    }
    if (!file.opens().isEmpty() && !wanted.posix()) {
      throw new StatusException(NtStatus.ACCESS_DENIED);
    }
  }
}
