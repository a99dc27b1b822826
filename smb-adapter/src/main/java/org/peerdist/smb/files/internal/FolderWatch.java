package org.peerdist.smb.files.internal;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.peerdist.smb.files.NameMapping;
import org.peerdist.smb.information.FileChange;
import org.peerdist.smb.information.FileChange.Action;

/** Who watches a folder, and what it is told. Thread-safe. */
final class FolderWatch {
  /** POLICY: no more folders for one watch than this; each takes a handle of the system. */
  static final int MOST_FOLDERS = 4096;

  private final Path folder;
  private final boolean recursive;
  private final Consumer<List<FileChange>> listener;

  FolderWatch(Path folder, boolean recursive, Consumer<List<FileChange>> listener) {
    this.folder = folder;
    this.recursive = recursive;
    this.listener = listener;
  }

  /** Something that is done to a folder. */
  interface Visit {
    void run(Path folder) throws IOException;
  }

  /** Does something to each folder that the system has to watch for it. */
  void forEachFolder(Visit visit) throws IOException {
    if (recursive) {
      forEachFolder(folder, visit);
    } else {
      visit.run(folder);
    }
  }

  /** Does something to a folder before it looks at what is in it, and so on with folders in it. */
  static void forEachFolder(Path top, Visit visit) throws IOException {
    AtomicInteger count = new AtomicInteger();
    FileVisitor<Path> visitor =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
              throws IOException {
            if (count.getAndIncrement() == MOST_FOLDERS) {
              throw new IOException("More than " + MOST_FOLDERS + " folders to watch");
            }
            visit.run(path);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException e) {
            // What went away, or nobody may read, has no changes to tell of.
            return FileVisitResult.CONTINUE;
          }
        };
    Files.walkFileTree(top, visitor);
  }

  boolean isAt(Path path) {
    return folder.equals(path);
  }

  boolean covers(Path path) {
    return recursive ? path.startsWith(folder) : path.equals(folder);
  }

  void lost() {
    listener.accept(List.of());
  }

  void tell(Path where, List<WatchEvent<?>> events) {
    List<FileChange> changes = new ArrayList<>();
    for (WatchEvent<?> event : events) {
      if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
        lost();
        return;
      }
      changes.add(new FileChange(action(event), name(where.resolve((Path) event.context()))));
    }
    if (!changes.isEmpty()) {
      listener.accept(List.copyOf(changes));
    }
  }

  private static Action action(WatchEvent<?> event) {
    if (event.kind() == StandardWatchEventKinds.ENTRY_CREATE) {
      return Action.ADDED;
    }
    return event.kind() == StandardWatchEventKinds.ENTRY_DELETE ? Action.REMOVED : Action.MODIFIED;
  }

  private String name(Path path) {
    return StreamSupport.stream(folder.relativize(path).spliterator(), false)
        .map(part -> NameMapping.toWire(part.toString()))
        .collect(Collectors.joining("\\"));
  }
}
