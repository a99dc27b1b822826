package org.peerdist.discovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.peerdist.content.SegmentId;
import org.peerdist.discovery.internal.Timers;

/**
 * What probes have told so far, so that the network is not asked for the same segment again and
 * again: who has it, for a minute, and that nobody has it, for a quarter of one. Safe for use by
 * many threads.
 */
public final class DiscoveryCache {
  /** POLICY: how long nobody is asked for a segment that nobody has, as in Windows. */
  public static final Duration NOBODY = Duration.ofSeconds(15);

  /** POLICY: how long a peer is taken to have what it said it has, as in Windows. */
  public static final Duration ADDRESS = Duration.ofMinutes(1);

  /** POLICY: how long a peer that gave wrong bytes is not heard, whatever it says it has. */
  public static final Duration BANNED = Duration.ofMinutes(5);

  /** POLICY: of more segments than this, the one is forgotten that nobody asked about longest. */
  static final int MAX_SEGMENTS = 4096;

  /** POLICY: so many peers are remembered for a segment. */
  static final int MAX_PEERS = 64;

  private static final int MAX_BANNED = 1024;

  private final LongSupplier nanoTime;
  private final Map<SegmentId, Known> segments = new Bounded<>(MAX_SEGMENTS);
  private final Map<PeerEndpoint, Long> banned = new Bounded<>(MAX_BANNED);

  /** What is known of a segment. */
  private static final class Known {
    final long asked;
    final Map<PeerEndpoint, FoundPeer> peers = new LinkedHashMap<>();

    Known(long asked) {
      this.asked = asked;
    }
  }

  /** Forgets what was used longest ago. */
  private static final class Bounded<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;

    private final int most;

    Bounded(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > most;
    }
  }

  /** Creates one that knows nothing. */
  public DiscoveryCache() {
    this(Timers::nanoTime);
  }

  DiscoveryCache(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * The segments of which nothing is known, and for which the network has to be asked.
   *
   * @param ids the segments in question
   * @return some of them, in their order
   */
  public synchronized List<SegmentId> unknown(Collection<SegmentId> ids) {
    long now = nanoTime.getAsLong();
    List<SegmentId> unknown = new ArrayList<>();
    for (SegmentId id : ids) {
      if (!isValid(segments.get(id), now)) {
        segments.remove(id);
        unknown.add(id);
      }
    }
    return unknown;
  }

  private static boolean isValid(Known known, long now) {
    if (known == null) {
      return false;
    }
    Duration age = known.peers.isEmpty() ? NOBODY : ADDRESS;
    return now - known.asked < age.toNanos();
  }

  /**
   * The peers of which it is known that they have some of these segments.
   *
   * @param ids the segments in question
   * @return each peer once, with those of the segments that it has
   */
  public synchronized List<FoundPeer> peers(Collection<SegmentId> ids) {
    long now = nanoTime.getAsLong();
    Map<PeerEndpoint, FoundPeer> peers = new LinkedHashMap<>();
    for (SegmentId id : ids) {
      Known known = segments.get(id);
      if (isValid(known, now)) {
        known.peers.values().forEach(p -> peers.merge(p.endpoint(), p, FoundPeer::with));
      }
    }
    return List.copyOf(peers.values());
  }

  /**
   * Remembers what came of a probe.
   *
   * @param asked the segments that the network was asked for
   * @param answers who answered; those that are banned are left out
   */
  public synchronized void learn(Collection<SegmentId> asked, Collection<FoundPeer> answers) {
    long now = nanoTime.getAsLong();
    for (SegmentId id : asked) {
      segments.put(id, new Known(now));
    }
    answers.stream()
        .filter(peer -> !isBanned(peer.endpoint()))
        .forEach(peer -> peer.segments().forEach(segment -> add(peer, segment, now)));
  }

  private void add(FoundPeer peer, FoundSegment segment, long now) {
    Known known = segments.get(segment.id());
    if (known != null && known.asked == now && known.peers.size() < MAX_PEERS) {
      FoundPeer alone = new FoundPeer(peer.endpoint(), peer.service(), List.of(segment));
      known.peers.merge(peer.endpoint(), alone, FoundPeer::with);
    }
  }

  /**
   * Forgets what a peer has said, because it is not there any more. Where it was the only one, the
   * network is asked anew: others may have come, or may have been too late with their answers.
   *
   * @param peer where it listened
   */
  public synchronized void forget(PeerEndpoint peer) {
    segments.values().removeIf(known -> known.peers.remove(peer) != null && known.peers.isEmpty());
  }

  /**
   * Does not hear a peer for some minutes, because it gave wrong bytes.
   *
   * @param peer where it listens
   */
  public synchronized void ban(PeerEndpoint peer) {
    forget(peer);
    banned.put(peer, nanoTime.getAsLong());
  }

  /**
   * Whether a peer is not heard now.
   *
   * @param peer where it listens
   * @return true within some minutes after it was banned
   */
  public synchronized boolean isBanned(PeerEndpoint peer) {
    Long since = banned.get(peer);
    return since != null && nanoTime.getAsLong() - since < BANNED.toNanos();
  }
}
