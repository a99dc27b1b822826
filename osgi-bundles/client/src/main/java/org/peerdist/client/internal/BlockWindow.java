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
 * The blocks between the output and the end of what may be in memory, and what is to be done for
 * them: peers asked or looked for, or the origin. A pure state machine: time comes in as a
 * parameter, in nanoseconds. For use by one thread at a time.
 */
final class BlockWindow {
  /** POLICY: so many blocks are in the window at most, however small they are. */
  private static final int MOST_SLOTS = 4096;

  private final BlockPlan plan;
  private final Lanes lanes;
  private final OriginRuns runs;
  private final DiscoveryRounds discovery;
  private final long windowBytes;
  private final ArrayDeque<Slot> slots = new ArrayDeque<>();
  private final BlockRequests requests;
  private final boolean inOrder;
  private long bytes;
  private long filledTo;

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
    this.requests = new BlockRequests(slots, lanes);
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
    Optional<Job> ask = requests.next(now);
    if (ask.isPresent()) {
      return ask;
    }
    Optional<Job> probe = discovery.next(slots, lanes, plan, now).map(Job.Probe::new);
    if (probe.isPresent()) {
      return probe;
    }
    return runs.next(slots, filledTo, now).map(Job.Fetch::new);
  }

  /** A lane is going to be asked for a block later than it was decided. */
  Job.Ask delayed(Job.Ask ask, long since) {
    return requests.delayed(ask, since);
  }

  /** A lane gave a block: see {@link BlockRequests#found}. */
  boolean found(Job.Ask ask, VerifiedBlock block, int next, long now) {
    return requests.found(ask, block, next, now);
  }

  /** A lane does not have a block: see {@link BlockRequests#missing}. */
  boolean missing(Job.Ask ask, int next, long now) {
    return requests.missing(ask, next, now);
  }

  /** A lane said which blocks of a segment it has. */
  void held(Job.Ask ask, BitSet blocks) {
    requests.held(ask, blocks);
  }

  /** A lane gave no usable answer. */
  void failed(Job.Ask ask, Failure failure, long now) {
    requests.failed(ask, failure, now);
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
