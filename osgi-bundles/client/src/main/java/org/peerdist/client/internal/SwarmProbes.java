package org.peerdist.client.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.peerdist.client.internal.SwarmUnits.Missing;

/** Decides when to ask the network, and for what. Guarded by the swarm's lock; in nanoseconds. */
final class SwarmProbes {
  /** POLICY: so many segments fit into one datagram, beside two signs. */
  static final int SEGMENTS = 70;

  /** POLICY: of so many units that are one's own next ones it is asked whether they have begun. */
  private static final int OWN = 16;

  /** POLICY: and of so many others. */
  private static final int OTHERS = 20;

  /** POLICY: the time between two rounds, and what each member adds to it. */
  private static final long INTERVAL = 1_000_000_000L;

  private static final long PER_MEMBER = 60_000_000;

  private static final long LONGEST = 10_000_000_000L;

  /** POLICY: so many others may take their time to answer: */
  private static final int MANY = 8;

  /** POLICY: so long at first, and twice as long each time when most of them do not. */
  private static final long PATIENCE = 1_000_000_000L;

  private static final long MOST_PATIENCE = 8_000_000_000L;

  /** POLICY: half as long after so many rounds in which most of them do. */
  private static final int CALM = 8;

  /** POLICY: so many times as often as usual, if there is nothing to do before the next one. */
  private static final int HASTE = 2;

  /**
   * POLICY: so many rounds in a row in which most of the others do not answer are nobody's fault
   * but the network's, or that of a machine that has too much to do; then they are gone.
   */
  private static final int DEAF = 6;

  private final UnitMap map;
  private final SwarmUnits units;
  private final Company company;
  private final RandomGenerator random;
  private boolean asking;
  private long last;
  private int deaf;
  private int calm;
  private long patience = PATIENCE;

  SwarmProbes(UnitMap map, SwarmUnits units, Company company, RandomGenerator random) {
    this.map = map;
    this.units = units;
    this.company = company;
    this.random = random;
  }

  long interval() {
    return Math.min(LONGEST, Math.max(INTERVAL, PER_MEMBER * company.present()));
  }

  /** When the next round is due, at different times for those who start together. */
  long due(long now) {
    return now + interval() * 3 / 4 + random.nextLong(interval() / 2);
  }

  boolean isWorthwhile(long now) {
    return now - last >= interval() / HASTE;
  }

  /**
   * Asks who is there, and who has all.
   *
   * @param slow whether answers may take longer than usual
   */
  Optional<SwarmJob> first(boolean slow, long now) {
    Set<Integer> segments = new LinkedHashSet<>();
    segments.add(0);
    int first = units.prefix();
    int left = map.count() - first;
    int count = Math.min(SEGMENTS / 2, left);
    for (int i = 1; i <= count; i++) {
      segments.add(map.last(first + (int) ((long) i * left / count) - 1));
    }
    return ask(segments, slow, now);
  }

  /**
   * Asks for what is missing.
   *
   * @param settled whether it is known who is there; until then, whoever is late is waited for
   */
  Optional<SwarmJob> next(boolean settled, long now) {
    Set<Integer> segments = new LinkedHashSet<>();
    segments.add(0);
    segments.add(map.last(map.count() - 1));
    List<Missing> others = new ArrayList<>();
    List<Missing> known = new ArrayList<>();
    int own = 0;
    for (Missing state : units.missing()) {
      if (!state.holders.isEmpty()) {
        known.add(state);
      } else if (own < OWN && company.isMine(state.unit)) {
        own++;
        segments.add(units.telling(state, now));
        segments.add(map.last(state.unit));
      } else {
        others.add(state);
      }
    }
    addOthers(segments, others, now);
    known.stream()
        .limit(Math.max(0, SEGMENTS - segments.size()))
        .forEach(state -> segments.add(map.last(state.unit)));
    return ask(segments, company.size() > MANY || (!settled && deaf > 0), now);
  }

  private void addOthers(Set<Integer> segments, List<Missing> others, long now) {
    for (int i = 0; i < others.size() && segments.size() < SEGMENTS - 1; i++) {
      segments.add(map.last(others.get(i).unit));
      if (i < OTHERS) {
        segments.add(units.telling(others.get(i), now));
      }
    }
  }

  private Optional<SwarmJob> ask(Set<Integer> segments, boolean slow, long now) {
    if (asking) {
      return Optional.empty();
    }
    asking = true;
    last = now;
    return Optional.of(new SwarmJob.Probe(List.copyOf(segments), now, slow ? patience : 0));
  }

  /**
   * All answers to a probe are there.
   *
   * @return whether most of those who are known have answered
   */
  boolean ended(SwarmJob.Probe probe, long now) {
    asking = false;
    boolean heard = company.isHeard(probe.since());
    adapt(heard);
    if (heard || deaf > DEAF) {
      company.roundEnded(probe.since(), now);
      units.asked(probe.segments(), probe.since(), now);
    }
    return heard;
  }

  private void adapt(boolean heard) {
    if (heard) {
      deaf = 0;
      if (++calm >= CALM) {
        calm = 0;
        patience = Math.max(PATIENCE, patience / 2);
      }
    } else {
      deaf++;
      calm = 0;
      patience = Math.min(MOST_PATIENCE, patience * 2);
    }
  }
}
