package org.peerdist.smb.server.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.peerdist.smb.files.OpenFile;
import org.peerdist.smb.information.FileAttributes;
import org.peerdist.smb.pipe.Pipe;
import org.peerdist.smb.protocol.FileId;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;

/** Something that a client has open. */
final class Open {
  private final FileId id;
  private final Tree tree;
  private final OpenFile file;
  private final Pipe pipe;
  private final List<Runnable> endings = new ArrayList<>();
  private FolderWatch watch;
  private boolean closed;

  private Open(FileId id, Tree tree, OpenFile file, Pipe pipe) {
    this.id = id;
    this.tree = tree;
    this.file = file;
    this.pipe = pipe;
  }

  static Open of(FileId id, Tree tree, OpenFile file) {
    return new Open(id, tree, file, null);
  }

  static Open of(FileId id, Tree tree, Pipe pipe) {
    return new Open(id, tree, null, pipe);
  }

  FileId id() {
    return id;
  }

  Tree tree() {
    return tree;
  }

  boolean isPipe() {
    return pipe != null;
  }

  OpenFile file() throws StatusException {
    if (file == null) {
      throw new StatusException(NtStatus.INVALID_DEVICE_REQUEST);
    }
    return file;
  }

  Pipe pipe() throws StatusException {
    if (pipe == null) {
      throw new StatusException(NtStatus.INVALID_DEVICE_REQUEST);
    }
    return pipe;
  }

  /** The watch over this folder, which begins with the first request for one. */
  FolderWatch watch(FolderWatches watches, boolean tree, int filter) throws StatusException {
    if (watch == null) {
      if ((file().facts().attributes() & FileAttributes.DIRECTORY) == 0) {
        throw new StatusException(NtStatus.INVALID_PARAMETER);
      }
      Path folder = file().path().orElseThrow(() -> new StatusException(NtStatus.NOT_SUPPORTED));
      FolderWatch begun = watches.watch(folder, tree, filter);
      watch = begun;
      onClose(begun::close);
      file().onDeletePending(begun::folderGoes);
    }
    return watch;
  }

  /** Checks that the client opened the file for something. */
  void checkAccess(int any) throws StatusException {
    if ((file().grantedAccess() & any) == 0) {
      throw new StatusException(NtStatus.ACCESS_DENIED);
    }
  }

  /** Has something run when this is closed, or at once if it is. */
  void onClose(Runnable ending) {
    synchronized (endings) {
      if (!closed) {
        endings.add(ending);
        return;
      }
    }
    ending.run();
  }

  void forget(Runnable ending) {
    synchronized (endings) {
      endings.remove(ending);
    }
  }

  /** Closes it; it is no longer in its session. */
  void close() {
    List<Runnable> all;
    synchronized (endings) {
      if (closed) {
        return;
      }
      closed = true;
      all = List.copyOf(endings);
      endings.clear();
    }
    if (file != null) {
      file.close();
    }
    all.forEach(Runnable::run);
  }
}
