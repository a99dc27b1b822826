package org.peerdist.client.internal;

import java.util.ArrayDeque;
import java.util.List;
import org.peerdist.client.BlockStore;
import org.peerdist.content.ContentInformation;

/** Blocks in the order in which somebody wants them. Never at its end. */
final class DemandPlan extends BlockPlan {
  private final BlockStore store;
  private final ArrayDeque<BlockPlace> wanted = new ArrayDeque<>();
  private OpenSegment open;
  private long slots;

  DemandPlan(ContentInformation information, BlockStore store) {
    super(information, information.range(), store);
    this.store = store;
  }

  void want(List<BlockPlace> places) {
    // What the own cache has may be more than the last time.
    open = null;
    wanted.addAll(places);
  }

  @Override
  boolean mayGoOn() {
    return !wanted.isEmpty();
  }

  @Override
  boolean hasNext() {
    return true;
  }

  @Override
  Slot next() {
    BlockPlace place = wanted.removeFirst();
    if (open == null || open.number() != place.number()) {
      open = new OpenSegment(place.segment(), place.number(), store.held(place.segment()));
    }
    return new Slot(open, place.index(), slots++);
  }
}
