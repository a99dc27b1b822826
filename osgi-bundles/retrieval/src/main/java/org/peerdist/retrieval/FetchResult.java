package org.peerdist.retrieval;

import org.peerdist.content.VerifiedBlock;

/** What came of asking a peer for a block. */
public sealed interface FetchResult {
  /**
   * The peer gave it.
   *
   * @param block the block
   * @param nextIndex the first block after it that the peer says to have, 0 if there is none
   */
  record Fetched(VerifiedBlock block, int nextIndex) implements FetchResult {}

  /**
   * The peer does not have it, or is busy: the protocol does not tell which.
   *
   * @param nextIndex the first block after it that the peer says to have, 0 if there is none
   */
  record Missing(int nextIndex) implements FetchResult {}

  /**
   * The exchange failed.
   *
   * @param kind the kind of failure
   * @param reason more words, for a log
   */
  record Failed(FailureKind kind, String reason) implements FetchResult {}
}
