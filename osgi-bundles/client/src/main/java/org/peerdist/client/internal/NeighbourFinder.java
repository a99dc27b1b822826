package org.peerdist.client.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.peerdist.client.BlockPeer;
import org.peerdist.client.PeerFinder;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;
import org.peerdist.discovery.DiscoveryCache;
import org.peerdist.discovery.FoundPeer;
import org.peerdist.discovery.PeerEndpoint;
import org.peerdist.discovery.Quorum;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds peers by probes, and remembers for a while what they said. Safe for use by many threads.
 */
final class NeighbourFinder implements PeerFinder {
  private static final Logger LOG = LoggerFactory.getLogger(NeighbourFinder.class);

  private final Network network;
  private final Function<InetSocketAddress, BlockPeer> peers;
  private final DiscoveryCache cache;
  private final Quorum quorum;

  /** Who is asked. */
  @FunctionalInterface
  interface Network {
    /** Asks who has some of these segments of one content. */
    List<FoundPeer> ask(List<Segment> segments) throws IOException, InterruptedException;
  }

  /**
   * Creates it.
   *
   * @param peers makes a peer of an address
   * @param cache what is known already
   * @param quorum is told how many answered
   */
  NeighbourFinder(
      Network network,
      Function<InetSocketAddress, BlockPeer> peers,
      DiscoveryCache cache,
      Quorum quorum) {
    this.network = network;
    this.peers = peers;
    this.cache = cache;
    this.quorum = quorum;
  }

  @Override
  public List<BlockPeer> find(List<Segment> segments) throws InterruptedException {
    List<SegmentId> ids = segments.stream().map(Segment::id).toList();
    Set<SegmentId> unknown = new HashSet<>(cache.unknown(ids));
    if (!unknown.isEmpty()) {
      ask(segments.stream().filter(segment -> unknown.contains(segment.id())).toList());
    }
    return peers(NetworkProbe.bestFirst(cache.peers(ids), segments));
  }

  private void ask(List<Segment> segments) throws InterruptedException {
    try {
      List<FoundPeer> answers = network.ask(segments);
      cache.learn(segments.stream().map(Segment::id).toList(), answers);
      segments.forEach(segment -> count(segment, answers));
    } catch (IOException e) {
      LOG.warn("no discovery: {}", e.getMessage());
    }
  }

  private void count(Segment segment, List<FoundPeer> answers) {
    Set<Object> any = new HashSet<>();
    Set<Object> complete = new HashSet<>();
    for (FoundPeer answer : answers) {
      if (answer.segments().stream().anyMatch(has -> has.id().equals(segment.id()))) {
        any.add(machine(answer));
      }
      if (NetworkProbe.hasAllOf(answer, segment)) {
        complete.add(machine(answer));
      }
    }
    quorum.record(segment.id(), any.size(), complete.size());
  }

  /** Whoever answers at several addresses is one. */
  private static Object machine(FoundPeer peer) {
    return peer.service().isEmpty() ? peer.endpoint() : peer.service();
  }

  /** Makes peers of answers. */
  List<BlockPeer> peers(List<FoundPeer> found) {
    Map<Object, Set<PeerEndpoint>> machines = new LinkedHashMap<>();
    for (FoundPeer peer : found) {
      machines.computeIfAbsent(machine(peer), anew -> new LinkedHashSet<>()).add(peer.endpoint());
    }
    return machines.values().stream()
        .map(same -> MultihomedPeer.of(same.stream().map(this::peer).toList()))
        .toList();
  }

  private BlockPeer peer(PeerEndpoint endpoint) {
    return new WatchedPeer(peers.apply(endpoint.toSocketAddress()), endpoint, cache);
  }
}
