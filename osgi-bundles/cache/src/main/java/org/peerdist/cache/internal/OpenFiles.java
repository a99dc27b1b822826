package org.peerdist.cache.internal;

import java.util.ArrayDeque;

/**
 * The container files that are open: a bounded number, of which the first opened is closed first.
 */
final class OpenFiles {
  /** POLICY: at most so many in a folder, of the 1,024 descriptors that a process usually has. */
  static final int MAX = 64;

  private final ArrayDeque<ContainerFile> files = new ArrayDeque<>();

  /** Notes that a file was opened, and closes another one if there are too many. */
  void opened(ContainerFile file) {
    ContainerFile eldest;
    synchronized (files) {
      files.addLast(file);
      eldest = files.size() > MAX ? files.removeFirst() : null;
    }
    if (eldest != null) {
      eldest.close();
    }
  }

  /** Closes all. */
  void closeAll() {
    while (true) {
      ContainerFile file;
      synchronized (files) {
        file = files.pollFirst();
      }
      if (file == null) {
        return;
      }
      file.close();
    }
  }
}
