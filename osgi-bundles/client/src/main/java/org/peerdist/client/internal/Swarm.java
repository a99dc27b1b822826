package org.peerdist.client.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.peerdist.client.internal.SwarmJob.Outcome;

/**
 * Decides how one of many clients that fetch the same content at the same moment does its part, so
 * that all of them together take it from the origin once. Each takes units of its own from there,
 * and the others' from them. Who takes which follows from who is there, and who is there from
 * probes, so that no message is needed that peers do not know anyway.
 *
 * <p>Until it is known whether there are others, and after the end, the download goes its usual
 * way: in order, from peers that have it, or the origin.
 *
 * <p>A pure state machine: time in nanoseconds and randomness come in from outside. For use by one
 * thread at a time.
 */
final class Swarm {
  /** Blocks before this segment, all of them, go the usual way. */
  static final int EVERYTHING = Integer.MAX_VALUE;

  /** POLICY: the first segment has to be there so soon. */
  private static final long HEAD_PATIENCE = 5_000_000_000L;

  /** POLICY: those who start at once do not ask all at once. */
  private static final long START_JITTER = 100_000_000;

  /** POLICY: as long as so many more turn up in a round, the work is not distributed yet. */
  private static final int CROWD = 3;

  /** POLICY: but after so many rounds it is. */
  private static final int UNSETTLED = 4;

  /** POLICY: who is alone asks so soon whether that is still so, and then less and less often. */
  private static final long ALONE_FIRST = 1_000_000_000L;

  private static final long ALONE_MOST = 8_000_000_000L;

  /** POLICY: without a single new unit for so long, the usual way is the better one. */
  private static final long GIVE_UP = 60_000_000_000L;

  /** POLICY: so many failures of the origin in a row end it. */
  private static final int ORIGIN_FAILURES = 4;

  /** POLICY: so many of those who said to have all are remembered. */
  private static final int SEEDERS = 256;

  /** What the usual way of the download tells. */
  interface Usual {
    /** Whether it takes blocks from the origin now. */
    boolean usesOrigin();

    /** Gives back what it has not begun with; the answer is the first segment of that. */
    int retreat();
  }

  private enum Mode {
    STARTING,
    SHARING,
    ALONE,
    ENDED
  }

  private final UnitMap map;
  private final SwarmUnits units;
  private final SwarmProbes probes;
  private final SwarmWork work;
  private final Company company;
  private final Usual usual;
  private final RandomGenerator random;
  private final Set<String> complete = new LinkedHashSet<>();
  private Mode mode = Mode.STARTING;
  private boolean headAsked;
  private long started;
  private long headSince;
  private long pause = ALONE_FIRST;
  private long nextProbe;
  private boolean newSeeder;
  private boolean scouting;
  private boolean starving;
  private boolean settled;
  private int unsettled;
  private int originFailures;

  /**
   * Creates it.
   *
   * @param company who is there
   * @param units what is missing
   * @param usual the usual way
   */
  Swarm(Company company, UnitMap map, SwarmUnits units, Usual usual, RandomGenerator random) {
    this.map = map;
    this.units = units;
    this.usual = usual;
    this.random = random;
    this.company = company;
    this.probes = new SwarmProbes(map, units, company, random);
    this.work = new SwarmWork(units, company, random);
  }

  /** Blocks of segments before this one go the usual way. */
  int frontier() {
    return switch (mode) {
      case STARTING -> map.start() + 1;
      case SHARING -> Math.max(map.start() + 1, units.prefix() * map.perUnit());
      case ALONE, ENDED -> EVERYTHING;
    };
  }

  /** Whether there is nothing to do any more. */
  boolean isEnded() {
    return mode == Mode.ENDED;
  }

  /**
   * Somebody wants a unit, where it is not known before what is wanted.
   *
   * @return whether it comes this way, and not the usual one
   */
  boolean want(int unit, long now) {
    if (units.isIdle()) {
      work.news(now);
    }
    return frontier() != EVERYTHING && units.want(unit);
  }

  /** Goes the usual way from now on. */
  void end() {
    mode = Mode.ENDED;
  }

  /** Finds something to do, or nothing for now. */
  Optional<SwarmJob> next(long now) {
    return switch (mode) {
      case STARTING -> start(now);
      case SHARING -> share(now);
      case ALONE -> alone(now);
      case ENDED -> Optional.empty();
    };
  }

  private Optional<SwarmJob> start(long now) {
    if (!headAsked) {
      headAsked = true;
      started = now;
      return probes.first(false, now);
    }
    if (headSince == 0) {
      if (!units.holds(map.start())) {
        if (now - started > HEAD_PATIENCE) {
          beAlone(now);
        }
        return Optional.empty();
      }
      headSince = now;
      nextProbe = now + random.nextLong(START_JITTER);
    }
    if (scouting && !work.isBusy()) {
      return work.scout();
    }
    return now - nextProbe >= 0 ? probes.first(scouting, now) : Optional.empty();
  }

  private Optional<SwarmJob> alone(long now) {
    return now - nextProbe >= 0 && usual.usesOrigin() ? probes.first(false, now) : Optional.empty();
  }

  private Optional<SwarmJob> share(long now) {
    if (units.isFinished() || (!units.isIdle() && now - work.lastNews() > GIVE_UP)) {
      end();
      return Optional.empty();
    }
    if (company.present() == 1 && !work.isBusy()) {
      beAlone(now);
      return Optional.empty();
    }
    Optional<SwarmJob> job = settled ? work.next(now) : Optional.empty();
    if (job.isPresent()) {
      starving = false;
      return job;
    }
    starving |= !work.isBusy();
    boolean hasty = starving && work.isNewsworthy() && probes.isWorthwhile(now);
    return hasty || now - nextProbe >= 0 ? probes.next(settled, now) : Optional.empty();
  }

  /**
   * Somebody answered a probe with what it has of what was asked for.
   *
   * @param share the part of the work that it says to do
   */
  void heard(SwarmJob.Probe probe, String service, Share share, Set<Integer> segments, long now) {
    boolean hasAll = segments.size() == probe.segments().size();
    if (mode != Mode.SHARING && hasAll && complete.size() < SEEDERS && complete.add(service)) {
      newSeeder = true;
    }
    Company.Member member = company.heard(service, share, hasAll, now);
    if (member != null) {
      for (int segment : segments) {
        if (units.heard(segment, member, random, now)) {
          work.news(now);
          company.delivered(member, map.unitOf(segment));
        }
      }
    }
  }

  /** All answers to a probe are there. */
  void probed(SwarmJob.Probe probe, long now) {
    int before = company.size();
    boolean heard = probes.ended(probe, now);
    boolean found = newSeeder;
    newSeeder = false;
    switch (mode) {
      case STARTING -> {
        if (!found && headSince != 0 && company.hasOthers()) {
          beTogether(map.start(), now);
        } else if (found || scouting) {
          beAlone(now);
        } else if (headSince != 0 && probe.since() - headSince >= 0) {
          // It may be that they only are slow. The line is made use of in the meantime.
          scouting = company.includesOwn();
          nextProbe = now + random.nextLong(START_JITTER);
        }
      }
      case ALONE -> {
        if (!found && company.hasOthers()) {
          beTogether(usual.retreat(), now);
        } else {
          pause = Math.min(pause * 2, ALONE_MOST);
          nextProbe = now + pause;
        }
      }
      case SHARING -> {
        work.roundEnded(probes.interval(), now);
        settled |= (heard && company.size() < before + CROWD) || ++unsettled > UNSETTLED;
        nextProbe = settled ? probes.due(now) : now + random.nextLong(START_JITTER);
      }
      case ENDED -> {
        // Nothing comes of it any more.
      }
    }
  }

  /** The rest goes the usual way, until others turn up. */
  private void beAlone(long now) {
    mode = Mode.ALONE;
    nextProbe = now + pause;
  }

  /**
   * There are others: from here on each does its part.
   *
   * @param segment the first one that the usual way leaves
   */
  private void beTogether(int segment, long now) {
    mode = Mode.SHARING;
    units.moveTo(segment == map.start() ? map.unitOf(segment) : map.unitOf(segment - 1) + 1);
    nextProbe = now;
    work.news(now);
  }

  /** A unit was fetched, or not. */
  void ended(SwarmJob.FromPeer job, Outcome outcome, long now) {
    work.ended(job, outcome, now);
    ended(job.unit(), outcome);
  }

  /** A unit was fetched from the origin, or not. */
  void ended(SwarmJob.FromOrigin job, Outcome outcome, long now) {
    work.ended(job, now);
    if (outcome != Outcome.BUSY) {
      originFailures = outcome == Outcome.DONE ? 0 : originFailures + 1;
    }
    if (outcome == Outcome.HOPELESS || originFailures >= ORIGIN_FAILURES) {
      end();
    }
    ended(job.unit(), outcome);
  }

  /** A block came, so that there is no reason to give up. */
  void progressed(long now) {
    work.news(now);
  }

  private void ended(int unit, Outcome outcome) {
    if (outcome == Outcome.DONE) {
      units.done(unit);
    }
  }

  @Override
  public String toString() {
    List<Integer> left = new ArrayList<>();
    units.missing().forEach(state -> left.add(state.unit));
    return mode + " with " + company.size() + ", from unit " + units.prefix() + ", lacks " + left;
  }
}
