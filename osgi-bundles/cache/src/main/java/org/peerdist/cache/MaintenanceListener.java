package org.peerdist.cache;

import org.peerdist.content.SegmentId;

/** Hears how far something long has come. Called by the thread that does it. */
public interface MaintenanceListener {
  /** Nobody who hears. */
  MaintenanceListener NONE = bytes -> {};

  /**
   * How much was read or written.
   *
   * @param bytes so many so far, of blocks
   */
  void progress(long bytes);

  /**
   * A block was damaged, and dropped.
   *
   * @param segment its segment
   * @param block its position in the segment
   * @param opaque whether it is one that is stored as it came
   */
  default void damaged(SegmentId segment, int block, boolean opaque) {}
}
