package org.peerdist.client;

import org.peerdist.content.VerifiedBlock;

/** What became of the question for a block. */
public sealed interface PeerAnswer {
  /**
   * The block.
   *
   * @param block the block, which matches its hash
   */
  record Found(VerifiedBlock block) implements PeerAnswer {}

  /** The peer works, and does not have the block or is too busy for it. */
  record Missing() implements PeerAnswer {}

  /**
   * No usable answer.
   *
   * @param failure what kind of failure
   * @param reason for the log
   */
  record Failed(Failure failure, String reason) implements PeerAnswer {}

  /** The ways in which a peer fails. */
  enum Failure {
    /** The peer says that it has no time now. */
    BUSY,
    /** There is no connection, or it broke. */
    REFUSED,
    /** The answer did not come in time. */
    SILENT,
    /** The answer is no message, or not one that was asked for. */
    MALFORMED,
    /** The bytes do not match their hash. */
    CORRUPT
  }
}
