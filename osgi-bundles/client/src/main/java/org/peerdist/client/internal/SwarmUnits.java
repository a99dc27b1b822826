package org.peerdist.client.internal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/**
 * The units of a content that are missing, as far ahead as they may be fetched, and what is known
 * of who has them. Guarded by the swarm's lock; times in nanoseconds.
 */
final class SwarmUnits {
  /** POLICY: so many of those who have a unit are remembered. */
  private static final int HOLDERS = 8;

  /** POLICY: who began with a unit has so long for it before others begin, too. */
  private static final long BEGUN = 30_000_000_000L;

  /** POLICY: who has the end of a unit and not all of it is not asked for it again so soon. */
  private static final long HOLES = 2_000_000_000L;

  /** POLICY: so many are waited for, one after the other. */
  private static final int STARTERS = 3;

  private final UnitMap map;
  private final Company company;
  private final int horizon;
  private final IntPredicate held;
  private final boolean onDemand;
  private final TreeMap<Integer, Missing> missing = new TreeMap<>();
  private final BitSet done = new BitSet();
  private int prefix;
  private int admitted;
  private long lastRound;

  /** A unit that is not there yet. */
  static final class Missing {
    final int unit;
    final Set<Company.Member> holders = new LinkedHashSet<>();
    private final Map<Company.Member, Long> lackedSince = new HashMap<>();
    boolean fetching;

    /** Whether others see that it was begun with here. */
    private boolean claimed;

    /** Who is fetching it for all, how far that is, and when it was heard of last. */
    private Company.Member starter;

    private int starters;
    private int reached;
    private long begunSince;

    /** When a probe asked last who has begun with it. */
    private long askedSince = Long.MIN_VALUE;

    private Missing(int unit) {
      this.unit = unit;
    }
  }

  /**
   * Creates it.
   *
   * @param horizon how many units after the first one that is missing may be fetched
   * @param held whether the own cache has a segment
   */
  SwarmUnits(UnitMap map, Company company, int horizon, IntPredicate held) {
    this(map, company, horizon, held, false);
  }

  private SwarmUnits(
      UnitMap map, Company company, int horizon, IntPredicate held, boolean onDemand) {
    this.map = map;
    this.company = company;
    this.horizon = horizon;
    this.held = held;
    this.onDemand = onDemand;
    moveTo(map.unitOf(map.start()));
  }

  /** Units of which none is missing before somebody wants it. */
  static SwarmUnits onDemand(UnitMap map, Company company, IntPredicate held) {
    return new SwarmUnits(map, company, 0, held, true);
  }

  /**
   * Somebody wants a unit.
   *
   * @return whether it is missing
   */
  boolean want(int unit) {
    if (isHeld(unit)) {
      return false;
    }
    miss(unit);
    return true;
  }

  private void miss(int unit) {
    if (!missing.containsKey(unit)) {
      Missing state = new Missing(unit);
      state.claimed = held.test(map.marker(unit));
      missing.put(unit, state);
    }
  }

  /** Whether nothing is missing for now. */
  boolean isIdle() {
    return missing.isEmpty();
  }

  /** Starts at a unit: those before it are somebody else's task. */
  void moveTo(int unit) {
    prefix = Math.max(prefix, unit);
    if (onDemand) {
      return;
    }
    missing.headMap(prefix).clear();
    admitted = Math.max(admitted, prefix);
    advance();
  }

  private void advance() {
    int before;
    do {
      before = prefix;
      prefix = done.nextClearBit(prefix);
      admit();
    } while (prefix != before);
  }

  private void admit() {
    int end = (int) Math.min(map.count(), (long) prefix + horizon);
    for (; admitted < end; admitted++) {
      if (isHeld(admitted)) {
        done.set(admitted);
      } else if (!done.get(admitted)) {
        miss(admitted);
      }
    }
  }

  /** Whether the own cache has a segment. */
  boolean holds(int segment) {
    return held.test(segment);
  }

  private boolean isHeld(int unit) {
    // The last one first: if it is not there, the others are not asked for.
    for (int segment = map.last(unit); segment >= map.first(unit); segment--) {
      if (!held.test(segment)) {
        return false;
      }
    }
    return true;
  }

  /** The first unit that is not there. */
  int prefix() {
    return Math.min(prefix, map.count());
  }

  boolean isFinished() {
    return !onDemand && prefix >= map.count();
  }

  /** Those that may be fetched, in their order. */
  Collection<Missing> missing() {
    return missing.values();
  }

  void done(int unit) {
    missing.remove(unit);
    if (!onDemand) {
      done.set(unit);
      advance();
    }
  }

  /** Whether somebody has something that is missing. */
  boolean areSomeHeld() {
    return missing.values().stream().anyMatch(state -> !state.holders.isEmpty());
  }

  Missing get(int unit) {
    return missing.get(unit);
  }

  /**
   * Somebody has a segment.
   *
   * @return whether that is news
   */
  boolean heard(int segment, Company.Member member, RandomGenerator random, long now) {
    Missing state = missing.get(map.unitOf(segment));
    if (state == null) {
      return false;
    }
    if (segment == map.last(state.unit)) {
      return !isLacking(state, member, now) && addHolder(state, member, random);
    }
    boolean begun = isBegun(state, now);
    if (begun && member == state.starter && segment > state.reached) {
      state.reached = segment;
      state.begunSince = now;
      return true;
    }
    boolean news =
        segment == map.marker(state.unit)
            && company.mayGoOn(member)
            && member != state.starter
            && state.starters < STARTERS
            && !begun;
    if (news) {
      state.starter = member;
      state.starters++;
      state.reached = segment;
      state.begunSince = now;
    }
    return news;
  }

  private static boolean isLacking(Missing state, Company.Member member, long now) {
    Long since = state.lackedSince.get(member);
    return since != null && now - since < HOLES;
  }

  /**
   * A member said that it does not have all of a unit.
   *
   * @return whether that is no wonder: whoever reads what it likes has parts of units
   */
  boolean lacked(Missing state, Company.Member member, long now) {
    state.holders.remove(member);
    if (onDemand) {
      state.lackedSince.put(member, now);
    }
    return onDemand;
  }

  private static boolean addHolder(Missing state, Company.Member member, RandomGenerator random) {
    boolean news = state.holders.isEmpty();
    if (state.holders.add(member) && state.holders.size() > HOLDERS) {
      List<Company.Member> some = new ArrayList<>(state.holders);
      state.holders.remove(some.get(random.nextInt(some.size())));
    }
    return news;
  }

  /** A round of probes has ended: what it asked for and nobody has is lacked by all. */
  void asked(Collection<Integer> segments, long since, long now) {
    lastRound = since;
    for (int segment : segments) {
      Missing state = missing.get(map.unitOf(segment));
      if (state != null && segment == map.marker(state.unit)) {
        state.askedSince = since;
      }
    }
    for (Missing state : missing.values()) {
      state.holders.removeIf(holder -> !company.isPresent(holder, now));
    }
  }

  /** The segment of a unit that tells whether somebody has begun with it, or still goes on. */
  int telling(Missing state, long now) {
    return isOthers(state, now) ? state.reached + 1 : map.marker(state.unit);
  }

  /** Whether to fetch a unit for all: the last round of probes told that nobody else does. */
  boolean isFree(Missing state, long now) {
    if (state.fetching || state.askedSince != lastRound || !state.holders.isEmpty()) {
      return false;
    }
    boolean begun = isOthers(state, now);
    return company.isMine(state.unit) ? !begun || isClaimed(state) : !begun && isClaimed(state);
  }

  /** Whether another one has begun with a unit, who is to go on. */
  private boolean isOthers(Missing state, long now) {
    return isBegun(state, now) && !(isClaimed(state) && isAccidental(state));
  }

  /** Whether others see its start here: where it came by a read, maybe later than it was wanted. */
  private boolean isClaimed(Missing state) {
    return state.claimed || (onDemand && held.test(map.marker(state.unit)));
  }

  /**
   * Whether two who have the start of a unit may wait for each other: those who read what they like
   * have it by accident, as those whose download broke off, and of them the first one by the same
   * order as always goes on.
   */
  private boolean isAccidental(Missing state) {
    return company.isBefore(state.unit, state.starter);
  }

  private boolean isBegun(Missing state, long now) {
    return state.starter != null
        && company.mayGoOn(state.starter)
        && company.isPresent(state.starter, now)
        && now - state.begunSince < BEGUN;
  }

  /** Those who are fetching something for all at this moment. */
  Set<Company.Member> busy(long now) {
    Set<Company.Member> busy = new LinkedHashSet<>();
    for (Missing state : missing.values()) {
      if (state.holders.isEmpty() && isBegun(state, now)) {
        busy.add(state.starter);
      }
    }
    return busy;
  }
}
