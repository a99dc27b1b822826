package org.peerdist.smb.files.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.peerdist.smb.information.FileChange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of changes in folders, with one thread and one handle of the system for all of them. What
 * other programs do is told, too. A new name of a file is told as one that goes and one that comes.
 * Thread-safe.
 */
public final class FolderWatcher implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(FolderWatcher.class);

  private static final WatchEvent.Kind<?>[] KINDS = {
    StandardWatchEventKinds.ENTRY_CREATE,
    StandardWatchEventKinds.ENTRY_DELETE,
    StandardWatchEventKinds.ENTRY_MODIFY
  };

  private final WatchService service;
  private final List<FolderWatch> watches = new CopyOnWriteArrayList<>();

  /** Guarded by itself: a folder has one key for all who watch it. */
  private final Map<WatchKey, Path> folders = new HashMap<>();

  /**
   * Starts.
   *
   * @param fileSystem where the folders are
   * @throws IOException if the system has no handle for it
   * @throws UnsupportedOperationException if the file system cannot tell of changes
   */
  public FolderWatcher(FileSystem fileSystem) throws IOException {
    this.service = fileSystem.newWatchService();
    Thread thread = new Thread(this::run, "peerdist-smb-watch");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Watches a folder until the answer is closed.
   *
   * @param folder an absolute path without links
   * @param recursive whether what is in the folders below matters, too
   * @param listener gets what changed, in order, one call at a time; an empty list says that
   *     changes were lost and the folder has to be listed. It must not block
   * @return ends it when it is closed
   * @throws IOException if it cannot be watched, or has too many folders
   */
  public Closeable watch(Path folder, boolean recursive, Consumer<List<FileChange>> listener)
      throws IOException {
    FolderWatch watch = new FolderWatch(folder, recursive, listener);
    // Before any folder is watched for it: those that are made meanwhile are to be watched, too,
    // and the end of another watch must not end those that this one needs.
    watches.add(watch);
    boolean begun = false;
    try {
      watch.forEachFolder(this::register);
      begun = true;
    } finally {
      if (!begun) {
        end(watch);
      }
    }
    return () -> end(watch);
  }

  private void register(Path folder) throws IOException {
    synchronized (folders) {
      folders.put(folder.register(service, KINDS), folder);
    }
  }

  private void end(FolderWatch watch) {
    watches.remove(watch);
    synchronized (folders) {
      folders
          .entrySet()
          .removeIf(
              entry -> {
                boolean unused =
                    watches.stream().noneMatch(other -> other.covers(entry.getValue()));
                if (unused) {
                  entry.getKey().cancel();
                }
                return unused;
              });
    }
  }

  private void run() {
    try {
      while (true) {
        WatchKey key = service.take();
        List<WatchEvent<?>> events = key.pollEvents();
        Path folder;
        synchronized (folders) {
          folder = folders.get(key);
        }
        if (folder != null) {
          tell(folder, events);
        }
        if (!key.reset() && folder != null) {
          gone(key, folder);
        }
      }
    } catch (ClosedWatchServiceException e) {
      LOG.debug("No folder is watched any more");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(Path folder, List<WatchEvent<?>> events) {
    for (WatchEvent<?> event : events) {
      if (event.kind() == StandardWatchEventKinds.ENTRY_CREATE) {
        watchAlso(folder.resolve((Path) event.context()));
      }
    }
    for (FolderWatch watch : watches) {
      if (watch.covers(folder)) {
        watch.tell(folder, events);
      }
    }
  }

  /** Watches a new folder. What is already in it was made before anyone could see that. */
  private void watchAlso(Path path) {
    List<FolderWatch> interested = watches.stream().filter(watch -> watch.covers(path)).toList();
    if (interested.isEmpty() || !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      FolderWatch.forEachFolder(path, this::register);
      try (DirectoryStream<Path> names = Files.newDirectoryStream(path)) {
        if (names.iterator().hasNext()) {
          interested.forEach(FolderWatch::lost);
        }
      }
    } catch (IOException e) {
      LOG.debug("{} is not watched: {}", path, e.toString());
      interested.forEach(FolderWatch::lost);
    }
  }

  private void gone(WatchKey key, Path folder) {
    synchronized (folders) {
      folders.remove(key);
    }
    watches.stream().filter(watch -> watch.isAt(folder)).forEach(FolderWatch::lost);
  }

  /** Ends all watches, without telling them. */
  @Override
  public void close() throws IOException {
    service.close();
  }
}
