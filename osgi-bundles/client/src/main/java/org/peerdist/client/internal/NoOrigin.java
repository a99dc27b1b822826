package org.peerdist.client.internal;

import java.util.ArrayDeque;
import java.util.Optional;

/** Where there is no origin, a block that nobody has is done with, and is not there. */
final class NoOrigin extends OriginRuns {
  private final DiscoveryRounds discovery;

  NoOrigin(BlockPlan plan, Lanes lanes, DiscoveryRounds discovery) {
    super(plan, lanes, discovery);
    this.discovery = discovery;
  }

  @Override
  Optional<OriginRun> next(ArrayDeque<Slot> slots, long filledTo, long now) {
    for (Slot slot : slots) {
      if (isExhausted(slot)) {
        slot.state = Slot.State.DONE;
        discovery.stillLacked(slot.segment.number());
      }
    }
    return Optional.empty();
  }
}
