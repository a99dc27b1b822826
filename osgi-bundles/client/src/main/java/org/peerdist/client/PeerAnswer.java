package org.peerdist.client;

import org.peerdist.content.VerifiedBlock;

/** What became of the question for a block. */
public sealed interface PeerAnswer {
  /**
   * The block.
   *
   * @param block the block, which matches its hash
   * @param nextIndex the first block of the segment after it that the peer says to have; 0 if it
   *     names none
   */
  record Found(VerifiedBlock block, int nextIndex) implements PeerAnswer {
    /**
     * A block of one who does not say what it has besides.
     *
     * @param block the block, which matches its hash
     */
    public Found(VerifiedBlock block) {
      this(block, 0);
    }
  }

  /**
   * The peer works, and does not have the block or is too busy for it: the protocol has the same
   * answer for both.
   *
   * @param nextIndex the first block of the segment after it that the peer says to have; 0 if it
   *     names none, as somebody does who is busy
   */
  record Missing(int nextIndex) implements PeerAnswer {
    /** An answer that says nothing of other blocks. */
    public Missing() {
      this(0);
    }
  }

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
