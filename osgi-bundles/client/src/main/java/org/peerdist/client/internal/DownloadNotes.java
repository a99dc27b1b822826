package org.peerdist.client.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.peerdist.api.SourceKind;
import org.peerdist.client.BlockPeer;
import org.peerdist.client.DownloadReason;
import org.peerdist.client.PeerAnswer;
import org.peerdist.client.PeerAnswer.Failure;
import org.peerdist.client.PeersAsked;
import org.peerdist.client.PlainReason;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;

/**
 * Takes down, beside a download, why its bytes come from where they come. It looks on at the edge,
 * where peers are asked, so that those who decide need not know of it. Safe for use by many
 * threads.
 */
final class DownloadNotes {
  private final Set<PlainReason> reasons =
      Collections.synchronizedSet(EnumSet.noneOf(PlainReason.class));
  private final Map<SourceKind, Map<String, Fate>> fates = new EnumMap<>(SourceKind.class);
  private volatile boolean searched;

  /** What became of one peer. */
  private static final class Fate {
    private volatile boolean gave;
    private final Set<Failure> failures =
        Collections.synchronizedSet(EnumSet.noneOf(Failure.class));

    void note(PeerAnswer answer) {
      if (answer instanceof PeerAnswer.Found) {
        gave = true;
      } else if (answer instanceof PeerAnswer.Failed failed) {
        failures.add(failed.failure());
      }
    }
  }

  DownloadNotes() {
    for (SourceKind kind : SourceKind.values()) {
      fates.put(kind, new ConcurrentHashMap<>());
    }
  }

  void note(PlainReason reason) {
    reasons.add(reason);
  }

  /** The same sources, looked at. */
  Sources watch(Sources sources) {
    return new Sources(
        sources.store(),
        watch(SourceKind.NAMED_PEER, sources.namedPeers()),
        () -> watch(SourceKind.HOSTED_CACHE, sources.hostedCaches().await()),
        segments -> {
          searched = true;
          List<BlockPeer> found = sources.finder().find(segments);
          found.forEach(peer -> fate(SourceKind.DISCOVERED_PEER, peer));
          return watch(SourceKind.DISCOVERED_PEER, found);
        },
        sources.offers(),
        new WatchedNeighbourhood(sources.neighbourhood()),
        sources.limit());
  }

  private List<BlockPeer> watch(SourceKind kind, List<BlockPeer> peers) {
    return peers.stream().<BlockPeer>map(peer -> new NotedPeer(kind, peer)).toList();
  }

  private Fate fate(SourceKind kind, BlockPeer peer) {
    return fates.get(kind).computeIfAbsent(peer.name(), anew -> new Fate());
  }

  /**
   * Why it all came from where it came.
   *
   * @param fromOrigin how many bytes the origin gave by its hashes, or although there were none
   * @param discovery whether peers may be searched
   */
  List<DownloadReason> reasons(long fromOrigin, boolean discovery) {
    List<DownloadReason> all;
    synchronized (reasons) {
      all = new ArrayList<>(reasons);
    }
    boolean hashless = !all.isEmpty();
    add(all, SourceKind.NAMED_PEER);
    add(all, SourceKind.HOSTED_CACHE);
    if (searched) {
      all.add(asked(SourceKind.DISCOVERED_PEER));
    } else if (!discovery && !hashless && fromOrigin > 0) {
      all.add(PlainReason.DISCOVERY_OFF);
    }
    return all;
  }

  private void add(List<DownloadReason> all, SourceKind kind) {
    if (!fates.get(kind).isEmpty()) {
      all.add(asked(kind));
    }
  }

  private PeersAsked asked(SourceKind kind) {
    Collection<Fate> known = fates.get(kind).values();
    Map<Failure, List<String>> failed = new EnumMap<>(Failure.class);
    new TreeMap<>(fates.get(kind))
        .forEach(
            (name, fate) ->
                List.copyOf(fate.failures)
                    .forEach(
                        failure ->
                            failed.computeIfAbsent(failure, anew -> new ArrayList<>()).add(name)));
    int gave = (int) known.stream().filter(fate -> fate.gave).count();
    return new PeersAsked(kind, known.size(), gave, failed);
  }

  /** A peer, looked at. */
  private final class NotedPeer implements BlockPeer {
    private final SourceKind kind;
    private final BlockPeer peer;

    NotedPeer(SourceKind kind, BlockPeer peer) {
      this.kind = kind;
      this.peer = peer;
    }

    @Override
    public String name() {
      return peer.name();
    }

    @Override
    public PeerAnswer fetchBlock(Segment segment, int index) throws InterruptedException {
      Fate fate = fate(kind, peer);
      PeerAnswer answer = peer.fetchBlock(segment, index);
      fate.note(answer);
      return answer;
    }

    @Override
    public Optional<BitSet> blocksHeld(Segment segment) throws InterruptedException {
      return peer.blocksHeld(segment);
    }

    @Override
    public Optional<BitSet> segmentsHeld(List<Segment> segments) throws InterruptedException {
      return peer.segmentsHeld(segments);
    }
  }

  /** Those who share, looked at. */
  private final class WatchedNeighbourhood implements Neighbourhood {
    private final Neighbourhood neighbourhood;

    WatchedNeighbourhood(Neighbourhood neighbourhood) {
      this.neighbourhood = neighbourhood;
    }

    @Override
    public Optional<String> ownService() {
      return neighbourhood.ownService();
    }

    @Override
    public void ask(
        List<Segment> segments,
        Optional<CrowdSigns> signs,
        Duration patience,
        BiConsumer<Neighbour, Set<SegmentId>> listener)
        throws InterruptedException {
      searched = true;
      neighbourhood.ask(
          segments,
          signs,
          patience,
          (neighbour, held) -> {
            var unused = fate(neighbour.kind(), neighbour.peer());
            BlockPeer noted = new NotedPeer(neighbour.kind(), neighbour.peer());
            listener.accept(
                new Neighbour(neighbour.service(), neighbour.kind(), noted, neighbour.share()),
                held);
          });
    }

    @Override
    public Runnable announce(SegmentId sign) {
      return neighbourhood.announce(sign);
    }
  }
}
