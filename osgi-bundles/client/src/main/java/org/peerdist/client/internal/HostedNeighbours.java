package org.peerdist.client.internal;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.peerdist.api.SourceKind;
import org.peerdist.client.BlockPeer;
import org.peerdist.client.internal.Neighbourhood.Neighbour;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;

/**
 * The hosted caches, for those who share a download: what one of them has taken from its origin,
 * the others can have from there. Safe for use by many threads.
 */
final class HostedNeighbours {
  /** POLICY: who does not answer is left alone for so long, as asking takes time. */
  private static final long REST = 60_000_000_000L;

  private final HostedPeers hostedCaches;
  private final LongSupplier clock;
  private final Map<String, Long> restingUntil = new ConcurrentHashMap<>();

  /**
   * Creates it.
   *
   * @param clock nanoseconds
   */
  HostedNeighbours(HostedPeers hostedCaches, LongSupplier clock) {
    this.hostedCaches = hostedCaches;
    this.clock = clock;
  }

  /** Tells what each of them has of some segments. */
  void ask(List<Segment> segments, BiConsumer<Neighbour, Set<SegmentId>> listener)
      throws InterruptedException {
    for (BlockPeer hostedCache : hostedCaches.await()) {
      Long until = restingUntil.get(hostedCache.name());
      if (until != null && clock.getAsLong() - until < 0) {
        continue;
      }
      Optional<BitSet> held = hostedCache.segmentsHeld(segments);
      if (held.isPresent()) {
        Set<SegmentId> complete = new HashSet<>();
        held.get().stream()
            .filter(i -> i < segments.size())
            .forEach(i -> complete.add(segments.get(i).id()));
        String service = "hosted cache " + hostedCache.name();
        listener.accept(new Neighbour(service, SourceKind.HOSTED_CACHE, hostedCache), complete);
      } else {
        restingUntil.put(hostedCache.name(), clock.getAsLong() + REST);
      }
    }
  }
}
