package org.peerdist.discovery;

import java.util.Optional;
import org.peerdist.content.SegmentId;

/**
 * What a {@link Responder} tells others about ("Available Segment List", [MS-PCCRD] 3.2.1).
 * Implementations are safe for use by many threads.
 */
@FunctionalInterface
public interface SegmentHoldings {
  /**
   * Looks for a segment. It is asked on the thread that answers, and may look at a disk.
   *
   * @param id the public name of a segment, from a stranger
   * @return what is there of it, or nothing if no block is
   */
  Optional<Holding> find(SegmentId id);
}
