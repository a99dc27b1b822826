package org.peerdist.client.internal;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.peerdist.client.BlockPeer;
import org.peerdist.client.PeerAnswer;
import org.peerdist.client.PeerAnswer.Failure;
import org.peerdist.content.Segment;
import org.peerdist.discovery.DiscoveryCache;
import org.peerdist.discovery.PeerEndpoint;

/**
 * A peer that discovery found, and that it forgets when it is not there, or gives wrong bytes.
 *
 * @param peer the peer
 * @param endpoint where it listens
 * @param cache what discovery knows
 */
record WatchedPeer(BlockPeer peer, PeerEndpoint endpoint, DiscoveryCache cache)
    implements BlockPeer {
  @Override
  public String name() {
    return peer.name();
  }

  @Override
  public PeerAnswer fetchBlock(Segment segment, int index) throws InterruptedException {
    PeerAnswer answer = peer.fetchBlock(segment, index);
    if (answer instanceof PeerAnswer.Missing missing
        && missing.nextIndex() == 0
        && saidToHave(segment)) {
      return new PeerAnswer.Failed(Failure.BUSY, "does not give what it said it has");
    }
    if (answer instanceof PeerAnswer.Failed failed) {
      switch (failed.failure()) {
        case CORRUPT -> cache.ban(endpoint);
        // Who is there still answers the next question.
        case REFUSED, SILENT -> cache.forget(endpoint);
        case BUSY, MALFORMED -> {
          // It may do better later.
        }
      }
    }
    return answer;
  }

  private boolean saidToHave(Segment segment) {
    return cache.peers(List.of(segment.id())).stream()
        .filter(found -> found.endpoint().equals(endpoint))
        .flatMap(found -> found.segments().stream())
        .anyMatch(has -> has.isComplete(segment.blockCount()));
  }

  @Override
  public Optional<BitSet> blocksHeld(Segment segment) throws InterruptedException {
    return peer.blocksHeld(segment);
  }
}
