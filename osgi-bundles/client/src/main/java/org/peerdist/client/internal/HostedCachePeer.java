package org.peerdist.client.internal;

import java.net.InetSocketAddress;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.peerdist.client.BlockPeer;
import org.peerdist.client.PeerAnswer;
import org.peerdist.client.RetrievalPeer;
import org.peerdist.content.Segment;
import org.peerdist.retrieval.GetSegmentList;
import org.peerdist.retrieval.RetrievalClient;
import org.peerdist.retrieval.SegmentRange;

/**
 * A hosted cache: a peer that can also be asked for many segments at once.
 *
 * @param client asks
 * @param address where it listens
 * @param peer the same as a peer
 */
record HostedCachePeer(RetrievalClient client, InetSocketAddress address, RetrievalPeer peer)
    implements BlockPeer {
  HostedCachePeer(RetrievalClient client, InetSocketAddress address) {
    this(client, address, new RetrievalPeer(client, address));
  }

  @Override
  public String name() {
    return peer.name();
  }

  @Override
  public PeerAnswer fetchBlock(Segment segment, int index) {
    return peer.fetchBlock(segment, index);
  }

  @Override
  public Optional<BitSet> blocksHeld(Segment segment) {
    return peer.blocksHeld(segment);
  }

  @Override
  public Optional<BitSet> segmentsHeld(List<Segment> segments) {
    return client
        .segmentList(
            address, segments.stream().limit(GetSegmentList.MAX_SEGMENTS).map(Segment::id).toList())
        .given()
        .map(list -> SegmentRange.positionsOf(list.ranges()));
  }
}
