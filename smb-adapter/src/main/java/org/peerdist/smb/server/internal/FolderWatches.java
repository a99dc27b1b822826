package org.peerdist.smb.server.internal;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches folders for clients that wait for changes; begins with the first. Thread-safe. */
final class FolderWatches implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FolderWatches.class);
  private static final int NAMES = 0x3;
  private static final int CONTENTS = 0x15C;
  private static final int ADDED = 1;
  private static final int REMOVED = 2;
  private static final int MODIFIED = 3;

  private final Map<WatchKey, List<Watcher>> watchers = new HashMap<>();
  private FileSystem fileSystem;
  private WatchService service;

  private record Watcher(FolderWatch watch, int filter) {}

  /** Begins to watch a folder. */
  synchronized FolderWatch watch(Path folder, int filter) throws StatusException {
    try {
      WatchKey key =
          folder.register(
              service(folder),
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_DELETE,
              StandardWatchEventKinds.ENTRY_MODIFY);
      FolderWatch watch = new FolderWatch();
      watchers
          .computeIfAbsent(key, any -> new CopyOnWriteArrayList<>())
          .add(new Watcher(watch, filter));
      return watch;
    } catch (IOException | UnsupportedOperationException e) {
      LOG.debug("cannot watch {}", folder, e);
      throw new StatusException(NtStatus.NOT_SUPPORTED);
    }
  }

  private WatchService service(Path folder) throws IOException {
    if (service == null) {
      fileSystem = folder.getFileSystem();
      service = fileSystem.newWatchService();
      WatchService opened = service;
      Thread thread = new Thread(() -> run(opened), "smb-watch");
      thread.setDaemon(true);
      thread.start();
    }
    if (!fileSystem.equals(folder.getFileSystem())) {
      throw new UnsupportedOperationException("another file system");
    }
    return service;
  }

  /** Ends to watch a folder. */
  synchronized void end(FolderWatch watch) {
    watchers
        .entrySet()
        .removeIf(
            entry -> {
              entry.getValue().removeIf(watcher -> watcher.watch == watch);
              boolean last = entry.getValue().isEmpty();
              if (last) {
                entry.getKey().cancel();
              }
              return last;
            });
  }

  private void run(WatchService opened) {
    try {
      while (true) {
        WatchKey key = opened.take();
        List<WatchEvent<?>> events = key.pollEvents();
        key.reset();
        events.forEach(event -> tell(key, event));
      }
    } catch (ClosedWatchServiceException e) {
      LOG.debug("nothing is watched any more");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(WatchKey key, WatchEvent<?> event) {
    List<Watcher> all;
    synchronized (this) {
      all = watchers.getOrDefault(key, List.of());
    }
    for (Watcher watcher : all) {
      if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
        watcher.watch.lose();
      } else if (event.context() instanceof Path name) {
        int action = action(event.kind());
        int wanted = action == MODIFIED ? CONTENTS : NAMES;
        if ((watcher.filter & wanted) != 0) {
          watcher.watch.add(new FolderWatch.Change(action, name.toString()));
        }
      }
    }
  }

  private static int action(WatchEvent.Kind<?> kind) {
    if (kind == StandardWatchEventKinds.ENTRY_CREATE) {
      return ADDED;
    }
    return kind == StandardWatchEventKinds.ENTRY_DELETE ? REMOVED : MODIFIED;
  }

  @Override
  public synchronized void close() {
    if (service != null) {
      try {
        service.close();
      } catch (IOException e) {
        LOG.debug("cannot end to watch", e);
      }
    }
  }
}
