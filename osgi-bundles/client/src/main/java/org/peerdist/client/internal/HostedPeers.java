package org.peerdist.client.internal;

import java.util.List;
import org.peerdist.client.BlockPeer;

/** The hosted caches of the branch, which may have to be found first. */
@FunctionalInterface
public interface HostedPeers {
  /**
   * Waits until it is known which there are.
   *
   * @return them, the first choice first
   * @throws InterruptedException if the thread is interrupted
   */
  List<BlockPeer> await() throws InterruptedException;
}
