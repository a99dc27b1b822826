package org.peerdist.cache.internal;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

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

  /** Held by whoever saves. */
  private final ReentrantLock saving = new ReentrantLock();

  SegmentIndex(IndexStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
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
        record = SegmentRecord.create(segment, (int) clock.instant().getEpochSecond());
      }
      same = record.description().isSameSegment(segment);
      if (same && !record.holds(index)) {
        record.add(index, location);
        changed.put(key, record);
      }
    }
    saveIfMany();
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
      if (to == null) {
        record.remove(index);
      } else {
        record.add(index, to);
      }
      changed.put(key, record);
    }
    saveIfMany();
    return true;
  }

  /** Notes that nothing of a segment is there any more. */
  synchronized void remove(SegmentKey key) {
    SegmentRecord record = find(key);
    if (record != null) {
      record.removeAll();
      changed.put(key, record);
    }
  }

  private void saveIfMany() {
    if (changed.size() > MAX_CHANGED) {
      save();
    }
  }

  /** Hands all changes to the store, in the order of its keys. */
  void save() {
    saving.lock();
    try {
      Map<byte[], SegmentKey> sorted = new TreeMap<>(Arrays::compare);
      changed.forEach((key, record) -> sorted.put(key.encode(), key));
      sorted.forEach(this::save);
    } finally {
      saving.unlock();
    }
  }

  private void save(byte[] encodedKey, SegmentKey key) {
    SegmentRecord record = changed.get(key);
    store.putSegment(encodedKey, record.encode());
    synchronized (this) {
      if (!record.isChanged()) {
        changed.remove(key, record);
      }
    }
  }

  void clear() {
    saving.lock();
    try {
      changed.clear();
      store.clear();
    } finally {
      saving.unlock();
    }
  }
}
