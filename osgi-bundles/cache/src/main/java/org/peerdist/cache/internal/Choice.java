package org.peerdist.cache.internal;

import java.util.ArrayList;
import java.util.List;

/** Which folder takes a new segment. */
final class Choice {
  private Choice() {}

  /**
   * The folders in the order in which they are tried. The first one comes from the name of the
   * segment, the more often the more room it has, or, where all are full, the greater it is: so
   * they become full at the same time, and what is in them becomes equally old.
   */
  static List<Storage> order(List<Storage> storages, SegmentKey key) {
    List<Long> weights = storages.stream().map(Choice::room).toList();
    if (weights.stream().allMatch(weight -> weight == 0)) {
      weights = storages.stream().map(Storage::limit).toList();
    }
    List<Storage> order = new ArrayList<>(storages);
    order.add(0, order.remove(pick(weights, key.id().value().asByteBuffer().getLong())));
    return order;
  }

  /** The room that is left, but for what is filled and emptied all the time in a full folder. */
  private static long room(Storage storage) {
    long room = storage.limit() - storage.size() - 2L * BlockStore.capacityFor(storage.limit());
    return storage.isWritable() ? Math.max(0, room) : 0;
  }

  /** The index of a weight, each as likely as its part of the sum. */
  static int pick(List<Long> weights, long random) {
    long sum = weights.stream().mapToLong(Long::longValue).sum();
    long left = Math.floorMod(random, sum);
    for (int i = 0; i < weights.size(); i++) {
      left -= weights.get(i);
      if (left < 0) {
        return i;
      }
    }
    throw new IllegalArgumentException("no weights");
  }
}
