package org.peerdist.client.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts blocks that no peer has together to few and large runs. Guarded by the window's lock; times
 * in nanoseconds.
 */
class OriginRuns {
  /** POLICY: so many runs at once, as soon as it is known that the origin gives ranges. */
  private static final int MOST_RUNS = 4;

  /** POLICY: a run of this length does not wait until it is known whether it goes on. */
  private static final long LONG_RUN = 4L << 20;

  /** POLICY: no run is longer than this. */
  private static final long LONGEST_RUN = 256L << 20;

  /**
   * POLICY: nor longer than this while a peer may come back that was silent or too slow, so that
   * there is something left for it.
   */
  private static final long RUN_MEANWHILE = 1L << 20;

  /** POLICY: so long a run waits until it is known whether it goes on. */
  private static final long PATIENCE = 50_000_000;

  private final BlockPlan plan;
  private final Lanes lanes;
  private final DiscoveryRounds discovery;
  private final List<OriginRun> active = new ArrayList<>();
  private int mostActive = 1;
  private boolean resting;
  private long restUntil;

  OriginRuns(BlockPlan plan, Lanes lanes, DiscoveryRounds discovery) {
    this.plan = plan;
    this.lanes = lanes;
    this.discovery = discovery;
  }

  /** The origin gives ranges: several runs may go on at once. */
  void expectRanges() {
    mostActive = MOST_RUNS;
  }

  /** The origin answered a run with all of the content. */
  void expectNoRanges(OriginRun run) {
    mostActive = 1;
    run.extend(plan.end());
  }

  /** No run starts before this. */
  void rest(long until) {
    resting = true;
    restUntil = until;
  }

  private boolean isResting(long now) {
    resting &= restUntil - now > 0;
    return resting;
  }

  /** Whether a run that goes on will bring a block. */
  boolean bring(Slot slot) {
    for (OriginRun run : active) {
      if (run.contains(slot.range.start())) {
        return true;
      }
    }
    return false;
  }

  boolean areActive() {
    return !active.isEmpty();
  }

  void ended(OriginRun run) {
    active.remove(run);
  }

  void cut(long end) {
    active.forEach(run -> run.cut(end));
  }

  /**
   * Starts a run, if there is one to start.
   *
   * @param filledTo where the window ends
   */
  Optional<OriginRun> next(ArrayDeque<Slot> slots, long filledTo, long now) {
    if (active.size() >= mostActive || isResting(now)) {
      return Optional.empty();
    }
    List<Slot> row = new ArrayList<>();
    boolean decided = true;
    long most = lanes.mayRecover() ? RUN_MEANWHILE : Long.MAX_VALUE;
    for (Slot slot : slots) {
      if (!row.isEmpty() && slot.range.end() - row.get(0).range.start() > most) {
        break;
      } else if (isExhausted(slot)) {
        row.add(slot);
      } else if (!row.isEmpty()) {
        decided = slot.state == Slot.State.DONE || slot.state == Slot.State.ORIGIN;
        break;
      }
    }
    if (row.isEmpty()) {
      return Optional.empty();
    }
    Slot first = row.get(0);
    Slot last = row.get(row.size() - 1);
    if (!decided && !isDue(first, last, now)) {
      return Optional.empty();
    }
    discovery.lacked(last.segment.number());
    row.forEach(slot -> slot.state = Slot.State.ORIGIN);
    OriginRun run = new OriginRun(first.range.start(), end(last, filledTo));
    active.add(run);
    return Optional.of(run);
  }

  /** Whether there is nobody to ask for a block. */
  final boolean isExhausted(Slot slot) {
    return slot.state == Slot.State.WANTED
        && slot.doubted == 0
        && !discovery.isAwaited()
        && !lanes.mayHave(slot);
  }

  private static boolean isDue(Slot first, Slot last, long now) {
    if (first.exhaustedSince == 0) {
      first.exhaustedSince = now;
    }
    return last.range.end() - first.range.start() >= LONG_RUN
        || now - first.exhaustedSince >= PATIENCE;
  }

  /** A run goes on after the window where there is nobody else to ask. */
  private long end(Slot last, long filledTo) {
    if (last.range.end() < filledTo || lanes.areAlive() || lanes.mayRecover()) {
      return last.range.end();
    }
    return plan.uncachedEnd(filledTo, filledTo + LONGEST_RUN);
  }
}
