package org.peerdist.cache.internal;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * The segments that are there. Changes stay in memory until they are saved, so that the 512 blocks
 * of a segment cost a few writes of its entry and not 512. Safe for use by many threads.
 */
public final class SegmentIndex {
  /** POLICY: with so many changed entries whoever changes one more saves them, about 10 MB. */
  private static final int MAX_CHANGED = 64 * 1024;

  private final IndexStore store;

  /** Entries that the store does not have yet; one without blocks is to be removed from it. */
  private final ConcurrentHashMap<SegmentKey, SegmentRecord> changed = new ConcurrentHashMap<>();

  SegmentIndex(IndexStore store) {
    this.store = store;
  }

  /**
   * Looks a segment up.
   *
   * @param segment the segment
   * @return its record, if any block of it is there
   */
  public Optional<SegmentRecord> find(SegmentKey segment) {
    SegmentRecord record = changed.get(segment);
    return record == null ? stored(segment) : Optional.of(record).filter(r -> !r.isEmpty());
  }

  /**
   * Notes that a block is there. If it was there already, its place stays.
   *
   * @param segment its segment
   * @param fresh the record of the segment, if it has none yet
   * @param index its position in the segment
   * @param location its place
   * @return false if the index has something else by the name of this segment, or fails
   */
  boolean add(SegmentKey segment, SegmentRecord fresh, int index, BlockLocation location) {
    SegmentRecord now =
        change(
            segment,
            old -> {
              SegmentRecord base = old == null || old.isEmpty() ? fresh : old;
              return base.describesSameAs(fresh) && !base.holds(index)
                  ? base.with(index, location)
                  : base;
            });
    return store.isUsable() && now.describesSameAs(fresh);
  }

  /**
   * Notes that a block is somewhere else, or gone, unless it already was found to be.
   *
   * @param segment its segment
   * @param index its position in the segment
   * @param from the place where it was
   * @param to the place where it is, or null if it is gone
   * @return false if it was not at the first place
   */
  boolean move(SegmentKey segment, int index, BlockLocation from, BlockLocation to) {
    boolean[] moved = new boolean[1];
    change(
        segment,
        old -> {
          moved[0] = old != null && old.holds(index) && old.location(index).equals(from);
          if (!moved[0]) {
            return old;
          }
          return to == null ? old.without(index) : old.with(index, to);
        });
    return moved[0];
  }

  /**
   * Notes that nothing of a segment is there any more.
   *
   * @param segment the segment
   */
  void remove(SegmentKey segment) {
    change(segment, old -> old == null ? null : old.withoutBlocks());
  }

  private SegmentRecord change(SegmentKey segment, UnaryOperator<SegmentRecord> change) {
    SegmentRecord now =
        changed.compute(
            segment,
            (key, old) -> {
              SegmentRecord before = old == null ? stored(segment).orElse(null) : old;
              SegmentRecord after = change.apply(before);
              return after == before ? old : after;
            });
    if (changed.size() > MAX_CHANGED) {
      save();
    }
    return now == null ? stored(segment).orElse(null) : now;
  }

  private Optional<SegmentRecord> stored(SegmentKey segment) {
    byte[] encoded = store.segment(segment.encode());
    return encoded == null ? Optional.empty() : SegmentRecord.decode(encoded);
  }

  /** Hands all changes to the store, in the order of its keys. */
  synchronized void save() {
    Map<byte[], Map.Entry<SegmentKey, SegmentRecord>> sorted = new TreeMap<>(Arrays::compare);
    changed.forEach((key, record) -> sorted.put(key.encode(), Map.entry(key, record)));
    sorted.forEach(
        (key, entry) -> {
          SegmentRecord record = entry.getValue();
          store.putSegment(key, record.isEmpty() ? null : record.encoded());
          // Stays in the map if it changed meanwhile.
          changed.remove(entry.getKey(), record);
        });
  }

  synchronized void clear() {
    changed.clear();
    store.clear();
  }
}
