package org.peerdist.cache.internal;

import java.io.IOException;
import java.nio.file.Path;

/** A folder that this process has locked, and what is in it. */
public final class StorageFolder implements AutoCloseable {
  private final FolderLock lock;
  private final Storage storage;

  StorageFolder(FolderLock lock, Storage storage) {
    this.lock = lock;
    this.storage = storage;
  }

  Storage storage() {
    return storage;
  }

  /**
   * The folder.
   *
   * @return its path
   */
  public Path path() {
    return storage.folder();
  }

  /**
   * The most bytes in containers.
   *
   * @return at least a mebibyte
   */
  public long limit() {
    return storage.limit();
  }

  /**
   * The bytes in containers.
   *
   * @return 0 or more
   */
  public long size() {
    return storage.size();
  }

  /**
   * Whether it stores blocks.
   *
   * @return false after an error, until it was tried again
   */
  public boolean isWritable() {
    return storage.isWritable();
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      storage.close();
    }
  }
}
