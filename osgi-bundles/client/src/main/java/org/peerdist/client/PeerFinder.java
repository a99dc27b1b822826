package org.peerdist.client;

import java.util.List;
import org.peerdist.content.Segment;

/** Finds peers that have segments: one round of discovery ([MS-PCCRD] 3.1). */
@FunctionalInterface
public interface PeerFinder {
  /**
   * Asks the network, and waits for answers for at most half a second.
   *
   * @param segments some segments of one content
   * @return who has at least one of them, the best first
   * @throws InterruptedException if the thread is interrupted
   */
  List<BlockPeer> find(List<Segment> segments) throws InterruptedException;
}
