package org.peerdist.client;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.peerdist.content.Segment;

/**
 * Somebody who may have blocks: a peer, a hosted cache. Safe for use by many threads, of which each
 * waits for its own answer.
 */
public interface BlockPeer {
  /**
   * The name in reports and messages.
   *
   * @return such as {@code 192.0.2.7:1337}; peers with equal names are the same peer
   */
  String name();

  /**
   * Asks for a block, and waits for it no longer than the peer's timer.
   *
   * @param segment the segment
   * @param index the block
   * @return the block, or why there is none
   * @throws InterruptedException if the thread is interrupted
   */
  PeerAnswer fetchBlock(Segment segment, int index) throws InterruptedException;

  /**
   * Asks which blocks of a segment the peer has.
   *
   * @param segment the segment
   * @return the indexes of its blocks, or nothing if the peer did not say
   * @throws InterruptedException if the thread is interrupted
   */
  Optional<BitSet> blocksHeld(Segment segment) throws InterruptedException;

  /**
   * Asks which of some segments the peer has, all or parts of them.
   *
   * <p>SPEC [MS-PCCRR] 3: this is asked of hosted caches only.
   *
   * @param segments the segments in question
   * @return their positions in the list; nothing if the peer did not say, or is no hosted cache
   * @throws InterruptedException if the thread is interrupted
   */
  default Optional<BitSet> segmentsHeld(List<Segment> segments) throws InterruptedException {
    return Optional.empty();
  }
}
