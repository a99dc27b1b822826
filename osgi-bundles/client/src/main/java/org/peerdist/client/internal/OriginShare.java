package org.peerdist.client.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;
import org.peerdist.content.VerifiedBlock;

/**
 * How much of each segment came from the origin since it was offered last. Safe for use by many
 * threads.
 */
final class OriginShare {
  /** POLICY: so many segments are counted at once; downloads have a few open. */
  private static final int MOST_SEGMENTS = 256;

  /** SPEC [MS-PCHC] appendix &lt;9&gt;: after 20 % of new blocks a segment is offered. */
  private static final int PART = 5;

  private final Map<SegmentId, Integer> counts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SegmentId, Integer> eldest) {
          return size() > MOST_SEGMENTS;
        }
      };

  /**
   * Counts a block.
   *
   * @return whether its segment is to be offered now
   */
  synchronized boolean add(VerifiedBlock block) {
    Segment segment = block.segment();
    int blocks = segment.blockCount();
    if (blocks == 1) {
      return true;
    }
    int count = counts.merge(segment.id(), 1, Integer::sum);
    // What is left at the end is less than that, and would never be offered.
    boolean last = block.index() == blocks - 1;
    if (count * PART < blocks && !last) {
      return false;
    }
    counts.remove(segment.id());
    return true;
  }
}
