package org.peerdist.client.internal;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.peerdist.client.internal.SwarmJob.Outcome;

/** One client of a simulated branch, with a cache that remembers who gave each segment. */
final class SimulatedClient implements Swarm.Usual {
  private static final long SEGMENT_ON_LAN = 3 * SwarmSimulation.MILLI;
  private static final long PULL = 3 * SwarmSimulation.MILLI;

  /** In segments. */
  static final long LIMIT = 100;

  private static final int WINDOW = 32 * UnitMap.LEAST;

  /** How a client is. */
  enum Nature {
    GOOD,
    /** Gives and takes ten times as slowly as others. */
    SLOW,
    /** Says that it has everything, and has nothing. */
    BOASTFUL,
    /** Gives wrong bytes. */
    WRONG,
    /** Answers, but what it takes from the origin for others never comes. */
    LAZY,
    /** Is gone after a few seconds. */
    MORTAL,
    /** Takes no more than {@link #LIMIT} in a second, wherever it comes from. */
    LIMITED,
    /** Gives what it has, and fetches nothing. */
    IDLE,
    /** A hosted cache: fetches what others offer it, and nothing for itself. */
    HOSTED;

    private Share share() {
      return switch (this) {
        case HOSTED -> Share.HOSTED;
        case IDLE -> Share.NONE;
        case LIMITED -> Share.SPARE;
        default -> Share.FULL;
      };
    }
  }

  private final SwarmSimulation branch;
  private final String service;
  private final UnitMap map;
  final Nature nature;
  private final BitSet held = new BitSet();
  private int heldCount;
  private final Swarm swarm;
  private int usual;
  private boolean usualRuns;
  private boolean usesOrigin;
  private int usualEnd;
  private boolean started;
  private boolean dead;
  private long turn;
  private long pulling;
  long finishedAt;

  /**
   * Creates a client that does nothing yet.
   *
   * @param before what it has from before
   */
  SimulatedClient(
      SwarmSimulation branch,
      String service,
      Nature nature,
      BitSet before,
      SplittableRandom random) {
    held.or(before);
    heldCount = before.cardinality();
    this.branch = branch;
    this.service = service;
    this.nature = nature;
    this.map = new UnitMap(branch.segments, 0);
    Company company = new Company(service, nature.share());
    SwarmUnits units = new SwarmUnits(map, company, 512, held::get);
    this.swarm = new Swarm(company, map, units, this, random);
    this.usualEnd = swarm.frontier();
  }

  boolean isFinished() {
    return dead
        || nature == Nature.BOASTFUL
        || nature == Nature.LAZY
        || nature == Nature.HOSTED
        || nature == Nature.IDLE
        || heldCount == branch.segments;
  }

  private boolean lacksSome() {
    return heldCount < branch.segments;
  }

  void die() {
    dead = true;
  }

  /** Whether the usual way finds all of the content there. */
  private boolean givesAll() {
    return !dead
        && (nature == Nature.GOOD || nature == Nature.LIMITED || nature == Nature.HOSTED)
        && heldCount == branch.segments;
  }

  private boolean isActive() {
    return !dead && nature != Nature.BOASTFUL;
  }

  void tick() {
    started = true;
    if (!isActive() || isFinished()) {
      return;
    }
    Optional<SwarmJob> job = swarm.next(branch.now);
    while (job.isPresent()) {
      perform(job.get());
      job = swarm.next(branch.now);
    }
    goOnAsUsual();
    branch.tickLater(this);
  }

  private void perform(SwarmJob job) {
    if (job instanceof SwarmJob.Probe probe) {
      branch.probe(this, probe);
    } else if (job instanceof SwarmJob.FromOrigin from) {
      if (nature != Nature.LAZY) {
        fromOrigin(from, first(from.unit()));
      }
    } else if (job instanceof SwarmJob.FromPeer from) {
      fromPeer(from, first(from.unit()));
    }
  }

  private int first(int unit) {
    return held.nextClearBit(map.first(unit));
  }

  private boolean isIn(int segment, int unit) {
    return map.unitOf(segment) == unit && segment < branch.segments;
  }

  private void fromOrigin(SwarmJob.FromOrigin job, int segment) {
    if (!isIn(segment, job.unit())) {
      swarm.ended(job, Outcome.DONE, branch.now);
      tickNow();
      return;
    }
    takeFromOrigin(
        () -> {
          store(segment);
          branch.offer(this, segment);
          fromOrigin(job, first(job.unit()));
        });
  }

  private void takeFromOrigin(Runnable then) {
    branch.fromOrigin(
        () ->
            branch.after(
                untilItsTurn(),
                () -> {
                  if (isActive()) {
                    then.run();
                  }
                }));
  }

  /** How long the next segment has to wait for those before it. */
  private long untilItsTurn() {
    if (nature != Nature.LIMITED) {
      return 0;
    }
    turn = Math.max(turn, branch.now) + SwarmSimulation.SECOND / LIMIT;
    return turn - branch.now;
  }

  private void fromPeer(SwarmJob.FromPeer job, int segment) {
    if (!isIn(segment, job.unit())) {
      ended(job, Outcome.DONE);
      return;
    }
    SimulatedClient peer =
        branch.clients.stream()
            .filter(c -> c.service.equals(job.service()))
            .findAny()
            .orElseThrow();
    branch.after(
        untilItsTurn()
            + SEGMENT_ON_LAN * (peer.nature == Nature.SLOW || nature == Nature.SLOW ? 10 : 1),
        () -> {
          if (!isActive()) {
            return;
          }
          if (peer.dead) {
            branch.after(2 * SwarmSimulation.SECOND, () -> ended(job, Outcome.FAILED));
          } else if (peer.nature == Nature.WRONG) {
            ended(job, Outcome.CORRUPT);
          } else if (!peer.held.get(segment)) {
            ended(job, Outcome.MISSING);
          } else {
            store(segment);
            fromPeer(job, first(job.unit()));
          }
        });
  }

  private void ended(SwarmJob.FromPeer job, Outcome outcome) {
    if (isActive()) {
      swarm.ended(job, outcome, branch.now);
      tickNow();
    }
  }

  private void tickNow() {
    Optional<SwarmJob> job = isFinished() ? Optional.empty() : swarm.next(branch.now);
    while (job.isPresent()) {
      perform(job.get());
      job = swarm.next(branch.now);
    }
  }

  /** Fetches a segment that somebody offered, after those that were offered before. */
  void pull(SimulatedClient from, int segment) {
    pulling = Math.max(pulling, branch.now) + PULL;
    branch.after(
        pulling - branch.now,
        () -> {
          if (!from.dead && !held.get(segment)) {
            store(segment);
          }
        });
  }

  private void store(int segment) {
    heldCount += held.get(segment) ? 0 : 1;
    held.set(segment);
    swarm.progressed(branch.now);
    if (heldCount == branch.segments) {
      finishedAt = branch.now;
    }
  }

  void answer(SimulatedClient asker, SwarmJob.Probe probe) {
    if (dead || (!started && heldCount == 0)) {
      return;
    }
    Set<Integer> has = new HashSet<>();
    for (int segment : probe.segments()) {
      if (nature == Nature.BOASTFUL || held.get(segment)) {
        has.add(segment);
      }
    }
    Share share = started && lacksSome() ? nature.share() : Share.NONE;
    if ((share.works() || !has.isEmpty()) && asker.isActive()) {
      asker.swarm.heard(
          probe, service, nature == Nature.HOSTED ? Share.HOSTED : share, has, branch.now);
    }
  }

  void probed(SwarmJob.Probe probe) {
    if (isActive()) {
      swarm.probed(probe, branch.now);
      tickNow();
    }
  }

  /** The usual way: from the origin, in order, as far as the swarm lets it. */
  private void goOnAsUsual() {
    if (usualRuns) {
      return;
    }
    usualEnd = Math.min(branch.segments, Math.min(swarm.frontier(), usual + WINDOW));
    usualRuns = true;
    usualStep();
  }

  private void usualStep() {
    usual = held.nextClearBit(usual);
    if (usual >= usualEnd || usual >= Math.min(swarm.frontier(), branch.segments)) {
      usualRuns = false;
      return;
    }
    int segment = usual;
    Runnable then =
        () -> {
          if (isActive()) {
            store(segment);
            if (usesOrigin) {
              branch.offer(this, segment);
            }
            usualStep();
          }
        };
    usesOrigin = branch.clients.stream().noneMatch(SimulatedClient::givesAll);
    if (usesOrigin) {
      takeFromOrigin(then);
    } else {
      branch.after(untilItsTurn() + SEGMENT_ON_LAN, then);
    }
  }

  @Override
  public boolean usesOrigin() {
    return usualRuns && usesOrigin;
  }

  @Override
  public int retreat() {
    int end = map.end(map.unitOf(usual));
    usualEnd = Math.min(branch.segments, end);
    return usualEnd;
  }

  @Override
  public String toString() {
    return service + " " + nature + " has " + heldCount + ": " + swarm;
  }
}
