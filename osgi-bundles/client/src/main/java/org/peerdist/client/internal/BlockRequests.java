package org.peerdist.client.internal;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Iterator;
import java.util.Optional;
import org.peerdist.client.PeerAnswer.Failure;
import org.peerdist.content.VerifiedBlock;

/**
 * Who is asked for which of the blocks in a window, and what their answers tell. Time in
 * nanoseconds. For use by one thread at a time.
 */
final class BlockRequests {
  /**
   * POLICY: when there is nothing else to do, a block is asked for elsewhere that takes so many
   * times as long as the fastest peer usually does.
   */
  private static final int HEDGE_TIMES = 5;

  /** POLICY: but not sooner than this, and no later than that. */
  private static final long SOONEST_HEDGE = 30_000_000;

  private static final long LATEST_HEDGE = 300_000_000;

  /** POLICY: only blocks near the output are asked for twice. */
  private static final int HEDGED_SLOTS = 64;

  /** POLICY: who may only be too busy to give a block is asked once more after so long. */
  private static final long SECOND_THOUGHT = 400_000_000;

  private final ArrayDeque<Slot> slots;
  private final Lanes lanes;
  private int doubted;

  /**
   * Creates it.
   *
   * @param slots the window's, which come and go
   */
  BlockRequests(ArrayDeque<Slot> slots, Lanes lanes) {
    this.slots = slots;
    this.lanes = lanes;
  }

  /** Finds somebody to ask, or nobody for now. */
  Optional<Job> next(long now) {
    settleDoubts(now);
    return ask(now);
  }

  private void settleDoubts(long now) {
    if (doubted == 0) {
      return;
    }
    doubted = 0;
    for (Slot slot : slots) {
      if (slot.doubted != 0 && now - slot.doubtedUntil >= 0) {
        slot.settle();
      }
      doubted += slot.doubted != 0 ? 1 : 0;
    }
  }

  private Optional<Job> ask(long now) {
    if (!lanes.haveCapacity(now)) {
      return Optional.empty();
    }
    for (Slot slot : slots) {
      if (slot.state == Slot.State.WANTED) {
        Lane lane = lanes.choose(slot, now);
        if (lane != null) {
          slot.state = Slot.State.IN_FLIGHT;
          return Optional.of(assign(lane, slot, now));
        }
      }
    }
    return hedge(now).or(() -> tryAgain(now));
  }

  private Job assign(Lane lane, Slot slot, long now) {
    lanes.asked(lane);
    slot.tried |= lane.bit();
    if (slot.flights == 0) {
      slot.since = now;
    }
    slot.flights++;
    return new Job.Ask(lane, slot, now);
  }

  /** A lane is going to be asked for a block later than it was decided. */
  Job.Ask delayed(Job.Ask ask, long since) {
    ask.slot().since = since;
    return new Job.Ask(ask.lane(), ask.slot(), since);
  }

  /** Asks a second lane for a block that the first one is slow to give. */
  private Optional<Job> hedge(long now) {
    long best = lanes.best();
    long patience =
        best == 0
            ? LATEST_HEDGE
            : Math.min(LATEST_HEDGE, Math.max(SOONEST_HEDGE, HEDGE_TIMES * best));
    Iterator<Slot> some = slots.iterator();
    for (int i = 0; i < HEDGED_SLOTS && some.hasNext(); i++) {
      Slot slot = some.next();
      if (slot.state == Slot.State.IN_FLIGHT && slot.flights == 1 && now - slot.since > patience) {
        Lane lane = lanes.chooseAny(slot, now);
        if (lane != null) {
          return Optional.of(assign(lane, slot, now));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Asks a lane of which nothing is heard once more, for the block that is needed last. The block
   * stays wanted: nobody waits for this lane.
   */
  private Optional<Job> tryAgain(long now) {
    for (Lane lane : lanes.suspects(now)) {
      Iterator<Slot> fromEnd = slots.descendingIterator();
      while (fromEnd.hasNext()) {
        Slot slot = fromEnd.next();
        if (slot.state == Slot.State.WANTED && slot.flights == 0 && lane.may(slot)) {
          return Optional.of(assign(lane, slot, now));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * A lane gave a block.
   *
   * @param next the next block of the segment that it has; 0 if it did not say
   * @return whether there may be more to do than before
   */
  boolean found(Job.Ask ask, VerifiedBlock block, int next, long now) {
    lanes.found(ask.lane());
    ask.slot().segment.gave(ask.lane());
    learnNext(ask, next);
    boolean grown = ask.lane().found(ask.since(), now, lanes.best());
    ask.slot().flights--;
    ask.slot().done(block, ask.lane());
    return grown;
  }

  /**
   * A lane does not have a block, or has no time.
   *
   * @param next the next block of the segment that it has; 0 if it did not say
   * @return whether to ask it which blocks of the segment it has
   */
  boolean missing(Job.Ask ask, int next, long now) {
    Slot slot = ask.slot();
    if (next == 0 && slot.segment.saysToHave(ask.lane(), slot.index)) {
      failed(ask, Failure.BUSY, now);
      return false;
    }
    lanes.answered();
    boolean doubtful = ask.lane().missed(now);
    landed(slot);
    if (next > slot.index) {
      slot.segment.lacks(ask.lane(), slot.index, next);
    } else if (doubtful && !slot.askedTwice && !slot.segment.isKnown(ask.lane())) {
      slot.doubt(ask.lane(), now + SECOND_THOUGHT);
      doubted++;
    }
    return slot.segment.ask(ask.lane());
  }

  /**
   * SPEC [MS-PCCRR] 2.2.5.3: the peer has nothing between the block that was asked for and the next
   * one that it names. That it names none is not believed: it may have more by now.
   */
  private static void learnNext(Job.Ask ask, int next) {
    int after = ask.slot().index + 1;
    if (next > after) {
      ask.slot().segment.lacks(ask.lane(), after, next);
    }
  }

  /** A lane said which blocks of a segment it has. */
  void held(Job.Ask ask, BitSet blocks) {
    OpenSegment segment = ask.slot().segment;
    boolean credible = segment.learn(ask.lane(), blocks);
    if (!credible || blocks.get(ask.slot().index)) {
      // It has what it did not give a moment ago.
      ask.slot().trust(ask.lane());
      ask.slot().untry(ask.lane());
    }
    if (credible) {
      slots.stream().filter(slot -> slot.segment == segment).forEach(s -> s.trust(ask.lane()));
    }
  }

  /** A lane gave no usable answer. */
  void failed(Job.Ask ask, Failure failure, long now) {
    lanes.answered();
    ask.lane().failed(failure, ask.since(), now);
    landed(ask.slot());
    if (failure == Failure.BUSY) {
      ask.slot().untry(ask.lane());
    }
  }

  private static void landed(Slot slot) {
    slot.flights--;
    if (slot.flights == 0 && slot.state == Slot.State.IN_FLIGHT) {
      slot.state = Slot.State.WANTED;
    }
  }
}
