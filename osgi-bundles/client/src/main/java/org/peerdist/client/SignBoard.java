package org.peerdist.client;

import org.peerdist.content.SegmentId;

/** Where others are told what this machine takes a part in. Safe for use by many threads. */
@FunctionalInterface
public interface SignBoard {
  /**
   * Tells of something, from now on, those who ask for it.
   *
   * @param sign its name, which they know
   * @return ends that; to be run once
   */
  Runnable announce(SegmentId sign);
}
