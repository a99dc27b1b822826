package org.peerdist.client.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.peerdist.api.SourceKind;
import org.peerdist.client.BlockPeer;
import org.peerdist.client.BlockStore;
import org.peerdist.client.ClientOptions;
import org.peerdist.client.PeerFinder;
import org.peerdist.content.Segment;

/** Makes lanes for the peers of one download. For use by one thread at a time. */
final class LaneFinder {
  private final ClientOptions options;
  private final PeerFinder finder;
  private final Set<String> known = new HashSet<>();
  private int next = Lane.CACHE + 1;

  LaneFinder(ClientOptions options, PeerFinder finder) {
    this.options = options;
    this.finder = finder;
  }

  /** The own cache, and those who are known without discovery. */
  List<Lane> known(Sources sources, BlockStore store) throws InterruptedException {
    List<Lane> lanes = new ArrayList<>();
    int cores = Runtime.getRuntime().availableProcessors();
    lanes.add(new Lane(Lane.CACHE, new CachePeer(store), SourceKind.CACHE, Math.min(4, cores)));
    lanes.addAll(lanes(sources.namedPeers(), SourceKind.NAMED_PEER));
    lanes.addAll(lanes(sources.hostedCaches().await(), SourceKind.HOSTED_CACHE));
    return lanes;
  }

  /** A lane for a peer, unless it has one already or there are too many. */
  synchronized List<Lane> lanes(List<BlockPeer> peers, SourceKind kind) {
    List<Lane> lanes = new ArrayList<>();
    for (BlockPeer peer : peers) {
      if (next <= Math.min(options.peers(), Lane.MOST) && known.add(peer.name())) {
        lanes.add(new Lane(next++, peer, kind, options.blocksInFlightPerPeer()));
      }
    }
    return lanes;
  }

  /** Looks for peers that are not known yet. */
  List<Lane> find(List<Segment> segments) throws InterruptedException {
    return lanes(finder.find(segments), SourceKind.DISCOVERED_PEER);
  }
}
