package org.peerdist.cache;

import org.peerdist.content.SegmentId;

/** Hears of what is dropped because it is damaged. */
@FunctionalInterface
public interface DamageListener {
  /**
   * A block was dropped. Called on the thread that has found it, so it must be quick, and must not
   * throw or use the cache.
   *
   * @param segment its segment
   * @param block its position in the segment
   */
  void dropped(SegmentId segment, int block);
}
