package org.peerdist.cache.internal;

import java.time.Instant;
import java.util.List;

/**
 * Drops what has become too old: walks through the index, a little at each beat, and starts again
 * after a while. For use by one thread.
 */
final class Sweeper {
  /** POLICY: 1,000 segments a second, so that a walk never keeps a disk busy. */
  private static final int SEGMENTS_PER_BEAT = 500;

  private final IndexStore store;
  private final SegmentIndex index;
  private final Ages ages;
  private byte[] last;
  private Instant next = Instant.MIN;

  Sweeper(IndexStore store, SegmentIndex index, Ages ages) {
    this.store = store;
    this.index = index;
    this.ages = ages;
  }

  void sweep() {
    if (!ages.areLimited() || ages.now().isBefore(next)) {
      return;
    }
    List<byte[]> keys = store.keysAfter(last, SEGMENTS_PER_BEAT);
    if (keys.isEmpty()) {
      last = null;
      next = ages.now().plus(ages.step());
      return;
    }
    last = keys.get(keys.size() - 1);
    Instant oldest = ages.oldest();
    for (byte[] key : keys) {
      SegmentKey segment = SegmentKey.decode(key);
      if (segment != null) {
        index.removeUnusedSince(segment, oldest);
      }
    }
  }
}
