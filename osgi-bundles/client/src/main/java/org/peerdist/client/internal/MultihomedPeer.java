package org.peerdist.client.internal;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.peerdist.client.BlockPeer;
import org.peerdist.client.PeerAnswer;
import org.peerdist.client.PeerAnswer.Failure;
import org.peerdist.content.Segment;

/**
 * A peer that can be reached at several addresses: the first one is used, and the next one as soon
 * as that fails. Safe for use by many threads.
 */
final class MultihomedPeer implements BlockPeer {
  private final List<BlockPeer> addresses;
  private final AtomicInteger current = new AtomicInteger();

  /**
   * Makes one peer of some.
   *
   * @param addresses the same peer at each of its addresses, the best first
   */
  private MultihomedPeer(List<BlockPeer> addresses) {
    this.addresses = List.copyOf(addresses);
  }

  /** One peer of at least one. */
  static BlockPeer of(List<BlockPeer> addresses) {
    return addresses.size() == 1 ? addresses.get(0) : new MultihomedPeer(addresses);
  }

  @Override
  public String name() {
    return addresses.get(0).name();
  }

  @Override
  public PeerAnswer fetchBlock(Segment segment, int index) throws InterruptedException {
    for (int asked = 1; ; asked++) {
      int used = current.get();
      PeerAnswer answer = addresses.get(used).fetchBlock(segment, index);
      if (!(answer instanceof PeerAnswer.Failed failed) || failed.failure() == Failure.BUSY) {
        return answer;
      }
      // After the last one the first one has another chance: packets get lost on good ways, too.
      current.compareAndSet(used, (used + 1) % addresses.size());
      // Of a silent one the time for this block is over; others are asked for at the next address.
      if (failed.failure() == Failure.SILENT || asked == addresses.size()) {
        return answer;
      }
    }
  }

  @Override
  public Optional<BitSet> blocksHeld(Segment segment) throws InterruptedException {
    return addresses.get(current.get()).blocksHeld(segment);
  }
}
