package org.peerdist.retrieval;

import java.util.Optional;
import org.peerdist.content.SegmentId;

/** What a {@link RetrievalServer} gives out. Implementations are safe for use by many threads. */
public interface BlockSource {
  /**
   * Looks for a segment.
   *
   * @param id its public name, from a stranger
   * @return what is there of it, or nothing if no block is
   */
  Optional<HeldSegment> find(SegmentId id);
}
