package org.peerdist.cache.internal;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;

/**
 * The segments that are there. Changes stay in memory until they are saved, so that the 512 blocks
 * of a segment cost a few writes of its entry and not 512. Safe for use by many threads.
 */
public final class SegmentIndex {
  /** POLICY: with so many changed entries whoever changes one more saves them, about 10 MB. */
  private static final int MAX_CHANGED = 64 * 1024;

  private final IndexStore store;

  /** Entries that the store does not have yet; one without blocks is to be removed from it. */
  private final ConcurrentHashMap<SegmentId, SegmentRecord> changed = new ConcurrentHashMap<>();

  SegmentIndex(IndexStore store) {
    this.store = store;
  }

  /**
   * Looks a segment up.
   *
   * @param id its name
   * @return its record, if any block of it is there
   */
  public Optional<SegmentRecord> find(SegmentId id) {
    SegmentRecord record = changed.get(id);
    return record == null ? stored(id) : Optional.of(record).filter(r -> !r.isEmpty());
  }

  /**
   * Notes that a block is there. If it was there already, its place stays.
   *
   * @param segment its segment
   * @param index its position in the segment
   * @param location its place
   * @return false if the index has something else by the name of this segment, or fails
   */
  boolean add(Segment segment, int index, BlockLocation location) {
    SegmentRecord fresh = SegmentRecord.of(segment);
    SegmentRecord now =
        change(
            segment.id(),
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
   * @param id its segment
   * @param index its position in the segment
   * @param from the place where it was
   * @param to the place where it is, or null if it is gone
   * @return false if it was not at the first place
   */
  boolean move(SegmentId id, int index, BlockLocation from, BlockLocation to) {
    boolean[] moved = new boolean[1];
    change(
        id,
        old -> {
          moved[0] = old != null && old.holds(index) && old.location(index).equals(from);
          if (!moved[0]) {
            return old;
          }
          return to == null ? old.without(index) : old.with(index, to);
        });
    return moved[0];
  }

  private SegmentRecord change(SegmentId id, UnaryOperator<SegmentRecord> change) {
    SegmentRecord now =
        changed.compute(
            id,
            (key, old) -> {
              SegmentRecord before = old == null ? stored(id).orElse(null) : old;
              SegmentRecord after = change.apply(before);
              return after == before ? old : after;
            });
    if (changed.size() > MAX_CHANGED) {
      save();
    }
    return now == null ? stored(id).orElse(null) : now;
  }

  private Optional<SegmentRecord> stored(SegmentId id) {
    byte[] encoded = store.segment(id.value().toByteArray());
    return encoded == null ? Optional.empty() : SegmentRecord.decode(encoded);
  }

  /** Hands all changes to the store, in the order of its keys. */
  synchronized void save() {
    Map<byte[], Map.Entry<SegmentId, SegmentRecord>> sorted = new TreeMap<>(Arrays::compare);
    changed.forEach((id, record) -> sorted.put(id.value().toByteArray(), Map.entry(id, record)));
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
