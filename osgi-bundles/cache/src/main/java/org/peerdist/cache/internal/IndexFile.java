package org.peerdist.cache.internal;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;

/**
 * The file of the index while it is open: an MVStore with the segments by name and the containers
 * by number. It throws what MVStore throws, which {@link Fault} tells apart.
 */
final class IndexFile {
  static final String FILE_NAME = "index.mv";
  static final String DAMAGED_FILE_NAME = "index.mv.damaged";

  /** POLICY: up to 64 MiB of the heap for pages of the index. */
  private static final int CACHE_MEGABYTES = 64;

  /**
   * POLICY: space of the index file that is no longer used is written again after 5 seconds. Only a
   * loss of power can need it after that, and then the index starts afresh at worst.
   */
  private static final int RETENTION_MILLIS = 5_000;

  /** POLICY: old pages are copied together when less than half of what is written is in use. */
  private static final int FILL_PERCENT = 50;

  private static final int COMPACTED_BYTES = 1024 * 1024;

  /** Why an operation failed. */
  enum Fault {
    /** The disk is full, or does not write. What was committed can be read again. */
    WRITING,
    /** Another process has it, or Java closed it under a thread that was interrupted. */
    CLOSED,
    /** What is in the file is no index. */
    DAMAGE;

    static Fault of(Throwable cause) {
      for (Throwable c = cause; c != null; c = c.getCause()) {
        if (c instanceof ClosedChannelException) {
          return CLOSED;
        }
      }
      int code = cause instanceof MVStoreException e ? e.getErrorCode() : 0;
      if (code == DataUtils.ERROR_WRITING_FAILED) {
        return WRITING;
      }
      if (code == DataUtils.ERROR_CLOSED || code == DataUtils.ERROR_FILE_LOCKED) {
        return CLOSED;
      }
      // A damaged file makes MVStore throw whatever its parsing runs into.
      return DAMAGE;
    }
  }

  private final MVStore store;
  private final MVMap<byte[], byte[]> segments;
  private final MVMap<byte[], byte[]> hashes;
  private final MVMap<Integer, byte[]> containers;

  private IndexFile(MVStore store) {
    this.store = store;
    store.setRetentionTime(RETENTION_MILLIS);
    store.setVersionsToKeep(0);
    this.segments = openMap(store, "segments");
    this.hashes = openMap(store, "hashes");
    this.containers =
        store.openMap(
            "containers-2",
            new MVMap.Builder<Integer, byte[]>().valueType(ByteArrayDataType.INSTANCE));
  }

  private static MVMap<byte[], byte[]> openMap(MVStore store, String name) {
    return store.openMap(
        name,
        new MVMap.Builder<byte[], byte[]>()
            .keyType(ByteArrayDataType.INSTANCE)
            .valueType(ByteArrayDataType.INSTANCE));
  }

  static IndexFile open(Path folder) throws IOException {
    Path file = folder.resolve(FILE_NAME);
    PrivateFiles.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE)).close();
    MVStore store =
        new MVStore.Builder()
            .fileName(file.toAbsolutePath().toString())
            .cacheSize(CACHE_MEGABYTES)
            .autoCommitDisabled()
            .open();
    boolean opened = false;
    try {
      IndexFile index = new IndexFile(store);
      opened = true;
      return index;
    } finally {
      if (!opened) {
        store.closeImmediately();
      }
    }
  }

  static void setAside(Path folder) throws IOException {
    Files.move(
        folder.resolve(FILE_NAME),
        folder.resolve(DAMAGED_FILE_NAME),
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** The encoded entry of a segment, or null if there is none. */
  byte[] segment(byte[] key) {
    return segments.get(key);
  }

  /** The hashes of all blocks of a segment one after the other, or null if they are not known. */
  byte[] hashes(byte[] key) {
    return hashes.get(key);
  }

  /** Some keys of segments, in order. */
  List<byte[]> keysAfter(byte[] last, int most) {
    List<byte[]> keys = new ArrayList<>();
    Iterator<byte[]> iterator = segments.keyIterator(last);
    while (keys.size() < most && iterator.hasNext()) {
      byte[] key = iterator.next();
      if (last == null || !Arrays.equals(key, last)) {
        keys.add(key);
      }
    }
    return keys;
  }

  /** The encoded entries of all containers, by their numbers. */
  Map<Integer, byte[]> containers() {
    Map<Integer, byte[]> all = new TreeMap<>();
    Cursor<Integer, byte[]> cursor = containers.cursor(null);
    while (cursor.hasNext()) {
      all.put(cursor.next(), cursor.getValue());
    }
    return all;
  }

  /** Puts a segment, or removes it if there is no value. */
  void putSegment(byte[] key, byte[] value) {
    put(segments, key, value);
  }

  /** Puts the hashes of a segment, or removes them if there is no value. */
  void putHashes(byte[] key, byte[] value) {
    put(hashes, key, value);
  }

  /** Puts a container, or removes it if there is no value. */
  void putContainer(int number, byte[] value) {
    put(containers, number, value);
  }

  private static <K> void put(MVMap<K, byte[]> map, K key, byte[] value) {
    if (value == null) {
      map.remove(key);
    } else {
      map.put(key, value);
    }
  }

  void clear() {
    segments.clear();
    hashes.clear();
    containers.clear();
  }

  void commit() {
    store.commit();
  }

  void sync() {
    store.sync();
  }

  /** Gives back a part of the space that old pages take. */
  void compact() {
    store.compact(FILL_PERCENT, COMPACTED_BYTES);
  }

  void close() {
    store.close();
  }

  void abandon() {
    store.closeImmediately();
  }
}
