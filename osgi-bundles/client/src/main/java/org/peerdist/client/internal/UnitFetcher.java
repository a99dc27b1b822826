package org.peerdist.client.internal;

import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.peerdist.client.BlockPeer;
import org.peerdist.client.PeerAnswer;
import org.peerdist.client.internal.Neighbourhood.Neighbour;
import org.peerdist.client.internal.Provenance.Source;
import org.peerdist.client.internal.SwarmJob.Outcome;
import org.peerdist.content.Segment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches units from peers. Safe for use by many threads. */
final class UnitFetcher {
  private static final Logger LOG = LoggerFactory.getLogger(UnitFetcher.class);

  /** POLICY: a peer that takes longer for a unit is left; what it gave is kept. */
  private static final long SLOW = 5_000_000_000L;

  private final UnitStore units;
  private final LongSupplier clock;
  private final RateLimit limit;

  UnitFetcher(UnitStore units, LongSupplier clock, RateLimit limit) {
    this.limit = limit;
    this.units = units;
    this.clock = clock;
  }

  Outcome fromPeer(int unit, Neighbour neighbour) throws InterruptedException {
    BlockPeer peer = neighbour.peer();
    long taken = 0;
    BitSet lacking = units.lacking(unit);
    boolean given = false;
    for (int number = lacking.nextSetBit(0); number >= 0; number = lacking.nextSetBit(number + 1)) {
      if (taken > SLOW) {
        return Outcome.BUSY;
      }
      Segment segment = units.segments().get(number);
      awaitTurn(segment);
      long asked = clock.getAsLong();
      PeerAnswer answer = peer.fetchBlock(segment, 0);
      taken += clock.getAsLong() - asked;
      if (!(answer instanceof PeerAnswer.Found)) {
        limit.blockDidNotCome(segment.length());
      }
      if (answer instanceof PeerAnswer.Missing) {
        return Outcome.MISSING;
      }
      if (answer instanceof PeerAnswer.Failed failed) {
        LOG.debug("{}: {} {}", peer.name(), failed.failure(), failed.reason());
        return outcome(failed.failure(), given);
      }
      units.keep(
          number, ((PeerAnswer.Found) answer).block(), new Source(neighbour.kind(), peer.name()));
      given = true;
    }
    return units.lacking(unit).isEmpty() ? Outcome.DONE : Outcome.HOPELESS;
  }

  /** What a block waits for its turn is not held against the peer. */
  private void awaitTurn(Segment segment) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(limit.startBlock(segment.length()).toNanos());
  }

  private static Outcome outcome(PeerAnswer.Failure failure, boolean given) {
    return switch (failure) {
      case BUSY -> Outcome.BUSY;
      case CORRUPT -> Outcome.CORRUPT;
      // Who gave something a moment ago only has much to do.
      case REFUSED, SILENT, MALFORMED -> given ? Outcome.BUSY : Outcome.FAILED;
    };
  }
}
