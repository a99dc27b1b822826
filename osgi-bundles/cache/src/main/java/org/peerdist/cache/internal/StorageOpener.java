package org.peerdist.cache.internal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the folders of a cache, as many of them as can be opened. */
public final class StorageOpener {
  private static final Logger LOG = LoggerFactory.getLogger(StorageOpener.class);

  private final InstantSource clock;
  private final Optional<Duration> maxAge;
  private final List<StorageFolder> opened = new ArrayList<>();
  private final List<IOException> failures = new ArrayList<>();

  /**
   * Creates an opener, for one cache.
   *
   * @param clock the time, of which seconds matter
   * @param maxAge segments that nobody used for so long are dropped
   */
  public StorageOpener(InstantSource clock, Optional<Duration> maxAge) {
    this.clock = clock;
    this.maxAge = maxAge;
  }

  /**
   * Opens a folder, and creates it first if it is not there.
   *
   * @param folder the folder
   * @param limit the most bytes in containers, on a disk of so many bytes
   */
  public void open(Path folder, LongUnaryOperator limit) {
    try {
      opened.add(lockAndOpen(folder, limit));
    } catch (IOException e) {
      fail(e);
    }
  }

  /**
   * Counts a folder as one that can't be opened.
   *
   * @param cause why, in words that name the folder
   */
  public void fail(IOException cause) {
    failures.add(cause);
  }

  private StorageFolder lockAndOpen(Path folder, LongUnaryOperator limit) throws IOException {
    FolderLock lock =
        FolderLock.tryLock(folder).orElseThrow(() -> new FolderInUseException(folder));
    boolean success = false;
    try {
      long bytes = limit.applyAsLong(Files.getFileStore(folder).getTotalSpace());
      StorageFolder result = new StorageFolder(lock, Storage.open(folder, bytes, clock, maxAge));
      success = true;
      return result;
    } finally {
      if (!success) {
        lock.close();
      }
    }
  }

  /**
   * Ends.
   *
   * @return what could be opened
   * @throws IOException if nothing could be opened; else one line in the log says what could not
   */
  public Storages storages() throws IOException {
    if (opened.isEmpty()) {
      throw failures.stream()
          .filter(FolderInUseException.class::isInstance)
          .findFirst()
          .orElse(failures.get(0));
    }
    for (IOException failure : failures) {
      LOG.warn("The content cache goes on without a folder: {}", describe(failure));
    }
    return new Storages(opened);
  }

  private static String describe(IOException failure) {
    if (failure instanceof AccessDeniedException e) {
      return e.getFile() + ": permission denied";
    }
    if (failure instanceof NoSuchFileException e) {
      return e.getFile() + ": no such folder";
    }
    return failure.getMessage();
  }
}
