package org.peerdist.cache.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index on disk: one MVStore with the segments by name and the containers by number.
 *
 * <p>Nothing that happens to its file is fatal. If it can't be opened it is set aside; if it fails
 * while it is in use, everything reads as absent from then on, nothing is stored, and one warning
 * says so.
 */
final class IndexStore implements AutoCloseable {
  static final String FILE_NAME = "index.mv";
  static final String DAMAGED_FILE_NAME = "index.mv.damaged";

  private static final Logger LOG = LoggerFactory.getLogger(IndexStore.class);

  /** POLICY: up to 64 MiB of the heap for pages of the index. */
  private static final int CACHE_MEGABYTES = 64;

  /**
   * POLICY: space of the index file that is no longer used is written again after 5 seconds. Only a
   * loss of power can need it after that, and then the index starts afresh at worst.
   */
  private static final int RETENTION_MILLIS = 5_000;

  private final Path file;
  private MVStore store;
  private MVMap<byte[], byte[]> segments;
  private MVMap<Integer, byte[]> containers;
  private final Map<Integer, byte[]> knownContainers = new TreeMap<>();
  private volatile boolean ready;
  private volatile boolean failed;
  private volatile boolean damaged;

  private IndexStore(Path file) {
    this.file = file;
  }

  static IndexStore open(Path folder) throws IOException {
    Path file = folder.resolve(FILE_NAME);
    IndexStore index = new IndexStore(file);
    try {
      index.openMaps();
      return index;
    } catch (RuntimeException e) {
      // A damaged file makes MVStore throw whatever its parsing runs into.
      index.abandon();
      if (!isDamage(e)) {
        throw new IOException("can't open " + file + ": " + e.getMessage(), e);
      }
      LOG.warn(
          "The index of the content cache in {} is damaged and was set aside as {}: the cache"
              + " starts empty",
          folder,
          DAMAGED_FILE_NAME);
      LOG.debug("What is wrong with the index", e);
      index.setAside();
    }
    IndexStore fresh = new IndexStore(file);
    fresh.openMaps();
    return fresh;
  }

  private void openMaps() throws IOException {
    PrivateFiles.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE)).close();
    store =
        new MVStore.Builder()
            .fileName(file.toAbsolutePath().toString())
            .cacheSize(CACHE_MEGABYTES)
            .backgroundExceptionHandler((thread, e) -> failInBackground(e))
            .open();
    store.setRetentionTime(RETENTION_MILLIS);
    store.setVersionsToKeep(0);
    segments =
        store.openMap(
            "segments",
            new MVMap.Builder<byte[], byte[]>()
                .keyType(ByteArrayDataType.INSTANCE)
                .valueType(ByteArrayDataType.INSTANCE));
    containers =
        store.openMap(
            "containers",
            new MVMap.Builder<Integer, byte[]>().valueType(ByteArrayDataType.INSTANCE));
    Cursor<Integer, byte[]> cursor = containers.cursor(null);
    while (cursor.hasNext()) {
      knownContainers.put(cursor.next(), cursor.getValue());
    }
    ready = true;
  }

  private void failInBackground(Throwable cause) {
    // What happens while the index is opened is thrown there as well.
    if (ready) {
      fail(cause);
    }
  }

  /** The containers when the index was opened. */
  Map<Integer, byte[]> knownContainers() {
    return knownContainers;
  }

  byte[] segment(byte[] key) {
    if (failed) {
      return null;
    }
    try {
      return segments.get(key);
    } catch (RuntimeException e) {
      fail(e);
      return null;
    }
  }

  /** Puts a segment, or removes it if there is no value. */
  void putSegment(byte[] key, byte[] value) {
    change(
        () -> {
          if (value == null) {
            segments.remove(key);
          } else {
            segments.put(key, value);
          }
        });
  }

  /** Puts a container, or removes it if there is no value. */
  void putContainer(int number, byte[] value) {
    change(
        () -> {
          if (value == null) {
            containers.remove(number);
          } else {
            containers.put(number, value);
          }
        });
  }

  void clear() {
    change(segments::clear);
    change(containers::clear);
  }

  void commit() {
    change(store::commit);
  }

  void sync() {
    change(store::sync);
  }

  boolean isUsable() {
    return !failed;
  }

  private void change(Runnable change) {
    if (failed) {
      return;
    }
    try {
      change.run();
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private synchronized void fail(Throwable cause) {
    if (failed) {
      return;
    }
    failed = true;
    damaged = isDamage(cause);
    LOG.warn(
        "The index of the content cache, {}, failed: nothing is taken from the cache or stored in"
            + " it until it is opened again: {}",
        file,
        String.valueOf(cause.getMessage()));
    LOG.debug("How the index failed", cause);
  }

  private static boolean isDamage(Throwable cause) {
    return !(cause instanceof MVStoreException e)
        || (e.getErrorCode() != DataUtils.ERROR_WRITING_FAILED
            && e.getErrorCode() != DataUtils.ERROR_FILE_LOCKED
            && e.getErrorCode() != DataUtils.ERROR_CLOSED);
  }

  private void setAside() throws IOException {
    Files.move(file, file.resolveSibling(DAMAGED_FILE_NAME), StandardCopyOption.REPLACE_EXISTING);
  }

  private void abandon() {
    if (store != null) {
      store.closeImmediately();
    }
  }

  @Override
  public void close() throws IOException {
    change(store::close);
    if (failed) {
      abandon();
    }
    if (damaged) {
      setAside();
    }
  }
}
