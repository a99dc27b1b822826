package org.peerdist.api;

import java.util.concurrent.CompletableFuture;
import org.peerdist.content.ContentTag;

/** Retrieves contents from the own cache and from those around. */
public interface RetrievingSession extends PeerDistSession {
  /**
   * Opens a content.
   *
   * @param tag what names it together with others that are flushed together
   * @return to be closed
   * @throws PeerDistException if the service can't be used
   */
  RetrievedContent openContent(ContentTag tag) throws PeerDistException;

  /**
   * Drops from the own cache what was put there for a tag. A segment belongs to the tag that its
   * first block was put for.
   *
   * @param tag the tag
   * @return how many segments were dropped
   */
  CompletableFuture<Long> flush(ContentTag tag);
}
