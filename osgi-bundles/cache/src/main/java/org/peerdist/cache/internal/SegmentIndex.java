package org.peerdist.cache.internal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.Segment;

/**
 * The segments that are there. Changes stay in memory until they are saved, so that the 512 blocks
 * of a segment cost a few writes of its entry and not 512. Safe for use by many threads.
 */
final class SegmentIndex {
  /** POLICY: with so many changed entries whoever changes one more saves them, about 10 MB. */
  private static final int MAX_CHANGED = 64 * 1024;

  private final IndexStore store;
  private final InstantSource clock;

  /**
   * Entries that the store does not have yet; one without blocks is to be removed from it. They are
   * put, changed and removed under the lock of this, and looked up without it.
   */
  private final ConcurrentHashMap<SegmentKey, SegmentRecord> changed = new ConcurrentHashMap<>();

  /** What was put in the file and is not yet committed; for use by whoever saves. */
  private final Map<SegmentKey, SegmentRecord> saving = new HashMap<>();

  private final Containers containers;

  /** Has all changes saved; not to be called under the lock of this or of the writer. */
  private final Runnable saver;

  SegmentIndex(IndexStore store, Containers containers, InstantSource clock, Runnable saver) {
    this.store = store;
    this.containers = containers;
    this.clock = clock;
    this.saver = saver;
  }

  /** Looks a segment up; null if nothing of it is there. */
  SegmentRecord find(SegmentKey segment) {
    SegmentRecord record = changed.get(segment);
    if (record == null) {
      return stored(segment);
    }
    return record.isEmpty() ? null : record;
  }

  private SegmentRecord stored(SegmentKey segment) {
    byte[] encoded = store.segment(segment.encode());
    return encoded == null ? null : SegmentRecord.decode(encoded);
  }

  /**
   * Notes that a block is there. If it was there already, its place stays.
   *
   * @return false if the index has something else by the name of this segment, or fails
   */
  boolean add(SegmentKey key, SegmentDescription segment, int index, BlockLocation location) {
    boolean same;
    synchronized (this) {
      SegmentRecord record = find(key);
      if (record == null) {
        record = SegmentRecord.create(segment, seconds(clock.instant()));
      }
      same = record.description().isSameSegment(segment);
      if (same && !record.holds(index)) {
        record.add(index, location);
        record.setSource(segment.source());
        changed.put(key, record);
        containers.occupy(location.container(), location.length());
      }
    }
    if (changed.size() > MAX_CHANGED) {
      saver.run();
    }
    return same && store.isUsable();
  }

  /**
   * Notes that a block is somewhere else, or gone, unless it already was found to be.
   *
   * @param to the place where it is, or null if it is gone
   * @return false if it was not at the first place
   */
  boolean move(SegmentKey key, int index, BlockLocation from, BlockLocation to) {
    synchronized (this) {
      SegmentRecord record = find(key);
      if (record == null || !from.equals(record.location(index))) {
        return false;
      }
      containers.occupy(from.container(), -from.length());
      if (to == null) {
        record.remove(index);
      } else {
        record.add(index, to);
        containers.occupy(to.container(), to.length());
      }
      changed.put(key, record);
    }
    return true;
  }

  /** Notes that nothing of a segment is there any more. */
  void remove(SegmentKey key) {
    removeUnusedSince(key, Instant.MAX);
  }

  /** Does so unless the segment was used at this time or later. */
  synchronized boolean removeUnusedSince(SegmentKey key, Instant time) {
    SegmentRecord record = find(key);
    if (record == null || !record.used().isBefore(time)) {
      return false;
    }
    record.blocks().stream()
        .mapToObj(record::location)
        .forEach(location -> containers.occupy(location.container(), -location.length()));
    record.removeAll();
    changed.put(key, record);
    return true;
  }

  /** Notes that a segment is used. */
  synchronized void use(SegmentKey key, Instant now) {
    SegmentRecord record = find(key);
    if (record != null) {
      record.use(seconds(now));
      changed.put(key, record);
    }
  }

  private static int seconds(Instant time) {
    return (int) time.getEpochSecond();
  }

  /** Puts all changes in a file, in the order of its keys. For one thread at a time. */
  void save(IndexFile file) {
    Map<byte[], SegmentKey> sorted = new TreeMap<>(Arrays::compare);
    changed.forEach((key, record) -> sorted.put(key.encode(), key));
    sorted.forEach(
        (encodedKey, key) -> {
          SegmentRecord record = changed.get(key);
          saving.put(key, record);
          file.putSegment(encodedKey, record.encode());
          saveHashes(file, encodedKey, record);
        });
  }

  /** In version 2 the only block is the segment, and its hash comes from its bytes. */
  private static void saveHashes(IndexFile file, byte[] key, SegmentRecord record) {
    if (record.isEmpty()) {
      file.putHashes(key, null);
      return;
    }
    Segment source = record.source();
    if (source != null && source.version() == ContentVersion.V1 && file.hashes(key) == null) {
      file.putHashes(key, SegmentProof.blockHashes(source));
    }
  }

  /** The hashes of all blocks of a segment one after the other, or null if they are not known. */
  byte[] hashes(SegmentKey key) {
    return store.hashes(key.encode());
  }

  /** What was put in the file is there, or has to be put again. */
  void saved(boolean success) {
    saving.forEach(
        (key, record) -> {
          synchronized (this) {
            if (!success) {
              record.markChanged();
            } else if (!record.isChanged()) {
              changed.remove(key, record);
            }
          }
        });
    saving.clear();
  }

  /** Forgets all segments. Not while they are saved. */
  synchronized void clear() {
    changed.clear();
  }
}
