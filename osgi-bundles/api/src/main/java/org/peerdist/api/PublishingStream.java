package org.peerdist.api;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * A content on its way into publication. Its operations are done in the order in which they are
 * called; a caller that does not want to hold much waits for each of them. Safe for use by many
 * threads, of which one at a time adds.
 *
 * <p>An operation that is cancelled before its turn is not done. An add that was cancelled leaves a
 * hole, so everything after it fails with {@link PeerDistError#OPERATION_ABORTED}.
 */
public interface PublishingStream extends AutoCloseable {
  /**
   * Adds the next bytes.
   *
   * @param data the bytes; the buffer is the caller's again when this is done
   * @return done when the bytes are taken; fails with {@link PeerDistError#OUT_OF_BOUNDS} if they
   *     are more than the known length, or {@link PeerDistError#ALREADY_COMPLETED}
   */
  CompletableFuture<Void> add(ByteBuffer data);

  /**
   * Ends the content. Its content information can be opened when this is done.
   *
   * @return the publication; fails with {@link PeerDistError#INVALID_PARAMETER} if there are no
   *     bytes or fewer than the known length, or with {@link PeerDistError#ALREADY_COMPLETED}
   */
  CompletableFuture<PublishedContent> complete();

  /** Gives the content up unless it is complete, and fails what is under way. */
  @Override
  void close();
}
