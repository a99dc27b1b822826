package org.peerdist.hashgen.internal;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of every file in a folder and in the folders in it: of all at the start, and of each that
 * was written once it has been quiet for a while. Symbolic links are not followed.
 */
public final class FolderWatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FolderWatcher.class);

  /** POLICY: where the system has no more watches, how often to look at everything. */
  private static final long RESCAN_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Is told of files. It may take its time: what happens meanwhile is not lost. */
  public interface Listener {
    /**
     * A file is there, or was written.
     *
     * @param closing whether it is time to end, to be asked while this waits for something
     */
    void onFile(Path file, BooleanSupplier closing) throws InterruptedException;
  }

  private final CountDownLatch scanned = new CountDownLatch(1);

  private final Path root;
  private final Listener listener;
  private final long quietNanos;
  private final WatchService watches;
  private final Thread thread;
  private final Map<WatchKey, Path> folders = new HashMap<>();

  /** Files that were written, and when they will have been quiet for long enough. */
  private final Map<Path, Long> restless = new LinkedHashMap<>();

  private volatile boolean closing;
  private boolean unwatched;
  private long nextRescan;

  private FolderWatcher(Path root, long quietMillis, Listener listener) throws IOException {
    this.root = root;
    this.listener = listener;
    this.quietNanos = TimeUnit.MILLISECONDS.toNanos(quietMillis);
    this.watches = root.getFileSystem().newWatchService();
    this.thread = new Thread(this::run, "peerdist-folder-watcher");
    this.thread.setDaemon(true);
  }

  /**
   * Starts to watch.
   *
   * @param root the folder
   * @param quietMillis how long a file must not be written before the listener is told
   * @param listener is called by one thread
   */
  public static FolderWatcher start(Path root, long quietMillis, Listener listener)
      throws IOException {
    FolderWatcher watcher = new FolderWatcher(root, quietMillis, listener);
    watcher.thread.start();
    return watcher;
  }

  private void run() {
    try {
      scan(root);
      if (!closing) {
        scanned.countDown();
      }
      while (!closing) {
        WatchKey key = watches.poll(waitNanos(), TimeUnit.NANOSECONDS);
        if (key != null) {
          takeEvents(key);
        }
        tellOfQuietFiles();
        if (unwatched && System.nanoTime() - nextRescan >= 0) {
          scan(root);
        }
      }
    } catch (InterruptedException | ClosedWatchServiceException e) {
      LOG.debug("No longer watching {}", root);
    }
  }

  /**
   * Waits until the listener was told of all that was there at the start.
   *
   * @return what remains of the time, or nothing if that takes longer
   */
  public Optional<Duration> awaitScan(Duration timeout) throws InterruptedException {
    long start = System.nanoTime();
    boolean done = scanned.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    long left = timeout.toNanos() - (System.nanoTime() - start);
    return done ? Optional.of(Duration.ofNanos(Math.max(left, 0))) : Optional.empty();
  }

  private long waitNanos() {
    long now = System.nanoTime();
    long wait = unwatched ? nextRescan - now : RESCAN_NANOS;
    for (long due : restless.values()) {
      wait = Math.min(wait, due - now);
    }
    return Math.max(wait, 0);
  }

  private void takeEvents(WatchKey key) throws InterruptedException {
    Path folder = folders.get(key);
    for (WatchEvent<?> event : key.pollEvents()) {
      if (folder == null) {
        continue;
      }
      if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
        scan(folder);
        continue;
      }
      Path path = folder.resolve((Path) event.context());
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        if (event.kind() == StandardWatchEventKinds.ENTRY_CREATE) {
          scan(path);
        }
      } else {
        restless.remove(path);
        restless.put(path, System.nanoTime() + quietNanos);
      }
    }
    if (!key.reset()) {
      folders.remove(key);
    }
  }

  private void tellOfQuietFiles() throws InterruptedException {
    // In the order in which they will be quiet.
    for (Iterator<Map.Entry<Path, Long>> all = restless.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<Path, Long> next = all.next();
      if (next.getValue() - System.nanoTime() > 0) {
        return;
      }
      all.remove();
      if (Files.isRegularFile(next.getKey(), LinkOption.NOFOLLOW_LINKS)) {
        listener.onFile(next.getKey(), () -> closing);
      }
      if (closing) {
        return;
      }
    }
  }

  /** Watches a folder and all in it before it tells of the files, so that no change is missed. */
  private void scan(Path folder) throws InterruptedException {
    nextRescan = System.nanoTime() + RESCAN_NANOS;
    Scan scan = new Scan();
    try {
      Files.walkFileTree(folder, scan);
    } catch (IOException e) {
      LOG.warn("Could not look at all of {}: {}", folder, e.toString());
    }
    if (scan.interrupted) {
      throw new InterruptedException();
    }
  }

  /**
   * Ends soon. Nobody is interrupted: that would close the files of the index under a listener who
   * reads them.
   */
  @Override
  public void close() throws IOException {
    closing = true;
    watches.close();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Scan extends SimpleFileVisitor<Path> {
    private boolean interrupted;

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      try {
        WatchKey key =
            folder.register(
                watches,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY);
        folders.put(key, folder);
      } catch (IOException e) {
        if (!unwatched && Files.isDirectory(folder)) {
          LOG.warn("Cannot watch {}, will look every minute: {}", folder, e.toString());
          unwatched = true;
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile()) {
        try {
          listener.onFile(file, () -> closing);
        } catch (InterruptedException e) {
          interrupted = true;
          return FileVisitResult.TERMINATE;
        }
      }
      return closing ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      LOG.debug("Cannot look at {}: {}", file, e.toString());
      return FileVisitResult.CONTINUE;
    }
  }
}
