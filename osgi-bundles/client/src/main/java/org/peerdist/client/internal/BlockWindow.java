package org.peerdist.client.internal;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.peerdist.client.PeerAnswer.Failure;
import org.peerdist.content.Segment;
import org.peerdist.content.VerifiedBlock;

/**
 * The blocks between the output and the end of what may be in memory, and who is asked for which. A
 * pure state machine: time comes in as a parameter, in nanoseconds. For use by one thread at a
 * time.
 */
final class BlockWindow {
  /** POLICY: so many blocks are in the window at most, however small they are. */
  private static final int MOST_SLOTS = 4096;

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

  private final BlockPlan plan;
  private final Lanes lanes;
  private final OriginRuns runs;
  private final DiscoveryRounds discovery;
  private final long windowBytes;
  private final ArrayDeque<Slot> slots = new ArrayDeque<>();
  private final boolean inOrder;
  private long bytes;
  private long filledTo;
  private int doubted;

  BlockWindow(BlockPlan plan, Lanes lanes, DiscoveryRounds discovery, long windowBytes) {
    this(plan, lanes, discovery, new OriginRuns(plan, lanes, discovery), windowBytes, true);
  }

  private BlockWindow(
      BlockPlan plan,
      Lanes lanes,
      DiscoveryRounds discovery,
      OriginRuns runs,
      long windowBytes,
      boolean inOrder) {
    this.plan = plan;
    this.lanes = lanes;
    this.discovery = discovery;
    this.windowBytes = windowBytes;
    this.runs = runs;
    this.inOrder = inOrder;
    fill();
  }

  /** A window whose blocks are taken as they come, whatever their order. */
  static BlockWindow asTheyCome(
      BlockPlan plan, Lanes lanes, DiscoveryRounds discovery, OriginRuns runs, long windowBytes) {
    return new BlockWindow(plan, lanes, discovery, runs, windowBytes, false);
  }

  /** Whether all blocks were taken. */
  boolean isFinished() {
    return slots.isEmpty() && !plan.hasNext();
  }

  /** Adds blocks as far as they may be in memory. */
  private boolean fill() {
    boolean added = false;
    while (plan.mayGoOn() && bytes < windowBytes && slots.size() < MOST_SLOTS) {
      Slot slot = plan.next();
      bytes += slot.range.length();
      filledTo = slot.range.end();
      if (runs.bring(slot)) {
        slot.state = Slot.State.ORIGIN;
      }
      slots.addLast(slot);
      added = true;
    }
    return added;
  }

  /** Finds something to do, or nothing for now. */
  Optional<Job> nextJob(long now) {
    settleDoubts(now);
    Optional<Job> ask = ask(now);
    if (ask.isPresent()) {
      return ask;
    }
    Optional<Job> probe = discovery.next(slots, lanes, plan, now).map(Job.Probe::new);
    if (probe.isPresent()) {
      return probe;
    }
    return runs.next(slots, filledTo, now).map(Job.Fetch::new);
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

  /** The segments of which a lane that lacks a block is to say which it has, if any. */
  List<Segment> toList(Job.Ask ask) {
    int from = ask.slot().segment.number() + 1;
    return ask.lane().wantsList(from) ? plan.segments(from, Lane.LISTED) : List.of();
  }

  /** A lane said which of these segments it has. */
  void listed(Job.Ask ask, BitSet held) {
    ask.lane().list(ask.slot().segment.number() + 1, held);
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

  void add(Lane lane) {
    lanes.add(lane);
  }

  /** Discovery has ended a round. */
  void probed(List<Lane> found, long now) {
    discovery.ended(now);
    found.forEach(lanes::add);
    if (!found.isEmpty()) {
      // What is not in memory yet may come from them.
      runs.cut(filledTo);
    }
  }

  /**
   * Lets blocks in up to an offset.
   *
   * @return whether some came
   */
  boolean open(long frontier) {
    plan.limit(frontier);
    return fill();
  }

  boolean usesOrigin() {
    return runs.areActive();
  }

  /**
   * Gives blocks back that are not begun with.
   *
   * @param rounding the first segment that may be given back, after the last one that is begun with
   * @return the first one that is given back
   */
  int retreat(IntUnaryOperator rounding) {
    int begun = plan.nextSegment() - 1;
    for (Slot slot : slots) {
      if (slot.state != Slot.State.DONE) {
        begun = slot.segment.number();
        break;
      }
    }
    int first = Math.min(rounding.applyAsInt(begun), plan.nextSegment());
    while (!slots.isEmpty() && slots.getLast().segment.number() >= first) {
      bytes -= slots.removeLast().range.length();
    }
    plan.rewind(first);
    plan.limit(plan.reached());
    filledTo = plan.reached();
    runs.cut(filledTo);
    return first;
  }

  /**
   * The first block that starts at an offset or after it.
   *
   * @return nothing if it is not in the window yet
   */
  Optional<Slot> slotFrom(long offset) {
    for (Slot slot : slots) {
      if (slot.range.start() >= offset) {
        return Optional.of(slot);
      }
    }
    return Optional.empty();
  }

  /** A run ended, whether or not all of its blocks came. */
  void ended(OriginRun run) {
    runs.ended(run);
    for (Slot slot : slots) {
      if (slot.state == Slot.State.ORIGIN && run.contains(slot.range.start())) {
        slot.state = Slot.State.WANTED;
      }
    }
  }

  /** The origin was lost, and is left alone for a while: peers are looked for in the meantime. */
  void restOrigin(long until) {
    runs.rest(until);
    for (Slot slot : slots) {
      if (slot.state != Slot.State.DONE) {
        discovery.stillLacked(slot.segment.number());
        break;
      }
    }
  }

  /** The origin gives ranges. */
  void expectRanges() {
    runs.expectRanges();
  }

  /** The origin does not give ranges: this run goes to the end of the content. */
  void expectNoRanges(OriginRun run) {
    runs.expectNoRanges(run);
  }

  /** Whether there is a block to be taken. */
  boolean isReady() {
    if (!inOrder) {
      return slots.stream().anyMatch(slot -> slot.state == Slot.State.DONE);
    }
    Slot head = slots.peekFirst();
    return head != null && head.state == Slot.State.DONE;
  }

  /**
   * Takes blocks in their order from the head, as many as are there; or all that are there,
   * wherever.
   *
   * @param into where to put them
   * @param most how many at most
   * @return whether other blocks came into the window
   */
  boolean takeReady(List<Slot> into, int most) {
    Iterator<Slot> all = slots.iterator();
    for (int taken = 0; taken < most && all.hasNext(); ) {
      Slot slot = all.next();
      if (slot.state == Slot.State.DONE) {
        all.remove();
        bytes -= slot.range.length();
        into.add(slot);
        taken++;
      } else if (inOrder) {
        break;
      }
    }
    return fill();
  }
}
