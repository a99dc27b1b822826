package org.peerdist.smb.server.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.peerdist.smb.files.internal.FolderWatcher;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches folders for clients that wait for changes; begins with the first. Thread-safe. */
final class FolderWatches implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FolderWatches.class);

  private final Map<FileSystem, FolderWatcher> watchers = new HashMap<>();
  private boolean closed;

  /** Begins to watch a folder, until the watch is closed. */
  FolderWatch watch(Path folder, boolean tree, int filter) throws StatusException {
    try {
      FolderWatch watch = new FolderWatch(filter);
      Closeable end = watcher(folder.getFileSystem()).watch(folder, tree, watch::add);
      watch.endWith(end);
      return watch;
    } catch (IOException | UnsupportedOperationException | ClosedWatchServiceException e) {
      LOG.debug("cannot watch {}", folder, e);
      throw new StatusException(NtStatus.NOT_SUPPORTED);
    }
  }

  private synchronized FolderWatcher watcher(FileSystem fileSystem) throws IOException {
    if (closed) {
      throw new ClosedWatchServiceException();
    }
    FolderWatcher watcher = watchers.get(fileSystem);
    if (watcher == null) {
      watcher = new FolderWatcher(fileSystem);
      watchers.put(fileSystem, watcher);
    }
    return watcher;
  }

  @Override
  public synchronized void close() {
    closed = true;
    for (FolderWatcher watcher : watchers.values()) {
      try {
        watcher.close();
      } catch (IOException e) {
        LOG.debug("cannot end to watch", e);
      }
    }
  }
}
