package org.peerdist.cache.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/** The right to use a folder, which one cache has at a time. It ends with the process. */
final class FolderLock implements AutoCloseable {
  private static final String FILE_NAME = "lock";

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes a folder, and creates it first if it is not there.
   *
   * @param folder the folder
   * @return the right to use it, or nothing if somebody has it
   * @throws IOException if the folder can't be used at all
   */
  static Optional<FolderLock> tryLock(Path folder) throws IOException {
    PrivateFiles.createFolder(folder);
    FileChannel channel =
        PrivateFiles.open(
            folder.resolve(FILE_NAME), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    boolean locked = false;
    try {
      FileLock lock = channel.tryLock();
      locked = lock != null;
      return locked ? Optional.of(new FolderLock(channel)) : Optional.empty();
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  /** Gives the folder back. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
