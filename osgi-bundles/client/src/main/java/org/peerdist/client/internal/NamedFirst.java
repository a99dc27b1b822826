package org.peerdist.client.internal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.peerdist.api.SourceKind;
import org.peerdist.client.BlockPeer;
import org.peerdist.client.internal.Neighbourhood.Neighbour;
import org.peerdist.client.internal.SwarmJob.Outcome;

/**
 * Fetches units from the peers that the user named, as far as they have them, and the rest from the
 * origin. Those who share a content need not name the same ones. Safe for use by many threads.
 */
final class NamedFirst implements UnitOrigin {
  /** POLICY: who gave no usable answer is left alone for so long, as asking takes time. */
  private static final long REST = 60_000_000_000L;

  private final List<BlockPeer> named;
  private final UnitFetcher fetcher;
  private final UnitOrigin origin;
  private final LongSupplier clock;
  private final Map<BlockPeer, Long> restingUntil = new ConcurrentHashMap<>();

  NamedFirst(List<BlockPeer> named, UnitFetcher fetcher, UnitOrigin origin, LongSupplier clock) {
    this.named = named;
    this.fetcher = fetcher;
    this.origin = origin;
    this.clock = clock;
  }

  @Override
  public Outcome fetch(int unit) throws InterruptedException {
    for (BlockPeer peer : named) {
      Long until = restingUntil.get(peer);
      if (until != null && clock.getAsLong() - until < 0) {
        continue;
      }
      Outcome outcome =
          fetcher.fromPeer(
              unit, new Neighbour(peer.name(), SourceKind.NAMED_PEER, peer, Share.NONE));
      if (outcome == Outcome.DONE) {
        return outcome;
      }
      if (outcome != Outcome.MISSING) {
        restingUntil.put(peer, clock.getAsLong() + REST);
      }
    }
    return origin.fetch(unit);
  }
}
