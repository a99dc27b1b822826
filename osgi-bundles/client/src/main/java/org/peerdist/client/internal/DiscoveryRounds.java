package org.peerdist.client.internal;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.peerdist.content.Segment;

/**
 * Decides when to look for peers: once as soon as a block is wanted that nobody who is known may
 * have, a few times more when those who were found have gone, and otherwise only for segments that
 * nobody had, seldom, and without anybody waiting for it. Guarded by the window's lock; times in
 * nanoseconds.
 */
final class DiscoveryRounds {
  /** POLICY: so many segments are asked for in a round. */
  static final int SEGMENTS = 16;

  /** POLICY: the time between two rounds. */
  private static final long INTERVAL = 5_000_000_000L;

  /** POLICY: so many times others are looked for, and waited for, because some have gone. */
  private static final int MOST_REPLACEMENTS = 4;

  /** How far discovery is. */
  private enum State {
    OFF,
    FIRST,
    AWAITED,
    IDLE,
    RUNNING
  }

  private State state;
  private long lastRound;
  private int lacked = -1;
  private int asked = -1;
  private int lost;
  private int replacements;

  DiscoveryRounds(boolean on) {
    state = on ? State.FIRST : State.OFF;
  }

  /** Whether peers may turn up at any moment, for whom it is worth waiting. */
  boolean isAwaited() {
    return state == State.FIRST || state == State.AWAITED;
  }

  /** The origin was asked for blocks of a segment. */
  void lacked(int segment) {
    lacked = segment;
  }

  /** Nobody has blocks of a segment now, and somebody may want them again. */
  void stillLacked(int segment) {
    lacked = segment;
    asked = -1;
  }

  /** The segments to look for now. */
  Optional<List<Segment>> next(ArrayDeque<Slot> slots, Lanes lanes, BlockPlan plan, long now) {
    replaceLost(lanes);
    if (state == State.FIRST) {
      for (Slot slot : slots) {
        if (slot.state == Slot.State.WANTED && !lanes.mayHave(slot)) {
          state = State.AWAITED;
          return Optional.of(plan.sample(slot.segment.number(), SEGMENTS));
        }
      }
    } else if (state == State.IDLE && lacked > asked && now - lastRound >= INTERVAL) {
      state = State.RUNNING;
      asked = lacked;
      return Optional.of(plan.sample(lacked, SEGMENTS));
    }
    return Optional.empty();
  }

  /** Who has gone may not have been the only one: whoever else there is may be as good. */
  private void replaceLost(Lanes lanes) {
    if (state == State.IDLE && replacements < MOST_REPLACEMENTS && lanes.lost() > lost) {
      lost = lanes.lost();
      replacements++;
      state = State.FIRST;
    }
  }

  /** A round has ended. */
  void ended(long now) {
    state = State.IDLE;
    lastRound = now;
  }
}
