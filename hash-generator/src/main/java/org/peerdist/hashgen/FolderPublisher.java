package org.peerdist.hashgen;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.peerdist.hashgen.internal.FolderWatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the hashes of all files in a folder, and in the folders in it, ready for the first request:
 * makes them at the start, and again when a file was written. Symbolic links are not followed.
 */
public final class FolderPublisher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FolderPublisher.class);

  /** POLICY: a file that was written this long ago is taken for finished. */
  private static final long QUIET_MILLIS = 1000;

  private final FolderWatcher watcher;
  private final Publisher publisher;

  private FolderPublisher(FolderWatcher watcher, Publisher publisher) {
    this.watcher = watcher;
    this.publisher = publisher;
  }

  /**
   * Starts; the work is done in the background.
   *
   * @param folder the folder
   * @param publisher makes the hashes; it stays open when this closes
   * @return what to close in the end
   * @throws IOException if the folder cannot be read
   */
  public static FolderPublisher start(Path folder, Publisher publisher) throws IOException {
    return new FolderPublisher(
        FolderWatcher.start(
            folder.toRealPath(),
            QUIET_MILLIS,
            (file, closing) -> publish(file, publisher, closing)),
        publisher);
  }

  private static void publish(Path file, Publisher publisher, BooleanSupplier closing)
      throws InterruptedException {
    try {
      publisher.publishFileWhenPossible(FileIdentity.read(file), closing);
    } catch (IOException e) {
      LOG.debug("{} is gone again: {}", file, e.toString());
    }
  }

  /**
   * Waits until the hashes of all files that were in the folder at the start are there.
   *
   * @param timeout how long to wait for them
   * @return false if that was not long enough
   * @throws InterruptedException if the thread is interrupted
   */
  public boolean awaitFirstPass(Duration timeout) throws InterruptedException {
    Optional<Duration> left = watcher.awaitScan(timeout);
    return left.isPresent() && publisher.awaitIdle(left.get());
  }

  /** Stops to look at the folder. What was queued already is still done. */
  @Override
  public void close() throws IOException {
    watcher.close();
  }
}
