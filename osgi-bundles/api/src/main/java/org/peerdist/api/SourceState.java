package org.peerdist.api;

import java.time.Instant;

/**
 * One state of what a content is read from, such as a file between two writes. A content that was
 * read while its source was settled and stayed in this state is the content of this state.
 */
public interface SourceState {
  /**
   * From when on no later change can leave the source in what looks like this state. What was read
   * before is good for nothing.
   *
   * @return an instant, in the future if the source changed just now
   */
  Instant settledAt();

  /**
   * Whether the source is in this state now.
   *
   * @return false if it has changed, or cannot be looked at
   */
  boolean isCurrent();
}
