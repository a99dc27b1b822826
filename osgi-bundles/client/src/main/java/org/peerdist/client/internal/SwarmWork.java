package org.peerdist.client.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.peerdist.client.internal.SwarmJob.Outcome;
import org.peerdist.client.internal.SwarmUnits.Missing;

/** Chooses units, and from where to fetch them. Guarded by the swarm's lock; in nanoseconds. */
final class SwarmWork {
  /** POLICY: so many units come from peers at once, and from one of them. */
  static final int FROM_PEERS = 4;

  private static final int FROM_ONE = 2;

  /** POLICY: so many come from the origin at once; one where there are many others. */
  static final int FROM_ORIGIN = 2;

  private static final int MANY = 8;

  /** POLICY: one of so many, so that not all ask for the same. */
  private static final int CHOICE = 16;

  /** POLICY: who failed or has no time is left alone for a moment. */
  private static final long PAUSE = 250_000_000;

  /** POLICY: nothing new after so many rounds and intervals: who is silent has gone. */
  private static final int STALLED = 3;

  /** POLICY: and after so many, those who do answer do not do their part. */
  private static final int IDLE = 9;

  private final SwarmUnits units;
  private final Company company;
  private final RandomGenerator random;
  private int fromPeers;
  private int fromOrigin;
  private int emptyRounds;
  private long lastNews;

  SwarmWork(SwarmUnits units, Company company, RandomGenerator random) {
    this.units = units;
    this.company = company;
    this.random = random;
  }

  boolean isBusy() {
    return fromPeers + fromOrigin > 0;
  }

  Optional<SwarmJob> next(long now) {
    Optional<SwarmJob> job = fromPeers < FROM_PEERS ? fromPeer(now) : Optional.empty();
    if (!company.includesOwn()) {
      return job;
    }
    int most = company.size() <= MANY ? FROM_ORIGIN : 1;
    return job.isPresent() || fromOrigin >= most ? job : fromOrigin(now);
  }

  private Optional<SwarmJob> fromPeer(long now) {
    List<Missing> choice = new ArrayList<>();
    for (Missing state : units.missing()) {
      if (!state.fetching && hasFreeHolder(state, now)) {
        choice.add(state);
        if (choice.size() == CHOICE) {
          break;
        }
      }
    }
    if (choice.isEmpty()) {
      return Optional.empty();
    }
    Missing state = choice.get(random.nextInt(choice.size()));
    List<Company.Member> holders =
        state.holders.stream().filter(m -> company.isFree(m, FROM_ONE, now)).toList();
    Company.Member holder = holders.get(random.nextInt(holders.size()));
    state.fetching = true;
    company.asked(holder);
    fromPeers++;
    return Optional.of(new SwarmJob.FromPeer(state.unit, holder.service()));
  }

  /** Fetches any unit from the origin, as long as nobody is known to share with. */
  Optional<SwarmJob> scout() {
    List<Missing> choice = new ArrayList<>(units.missing());
    if (choice.isEmpty()) {
      return Optional.empty();
    }
    Missing state = choice.get(random.nextInt(choice.size()));
    state.fetching = true;
    fromOrigin++;
    return Optional.of(new SwarmJob.FromOrigin(state.unit));
  }

  private boolean hasFreeHolder(Missing state, long now) {
    for (Company.Member holder : state.holders) {
      if (company.isFree(holder, FROM_ONE, now)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The unit that is most likely to be one's own: whoever has not heard of all others yet takes
   * more than its part for its own, but the rest of that they begin with, too.
   */
  private Optional<SwarmJob> fromOrigin(long now) {
    Missing best = null;
    for (Missing state : units.missing()) {
      if (units.isFree(state, now)
          && (best == null || company.ownScore(state.unit) > company.ownScore(best.unit))) {
        best = state;
      }
    }
    if (best == null) {
      return Optional.empty();
    }
    best.fetching = true;
    fromOrigin++;
    return Optional.of(new SwarmJob.FromOrigin(best.unit));
  }

  /** Something became known that nobody had before. */
  void news(long now) {
    emptyRounds = 0;
    lastNews = now;
  }

  long lastNews() {
    return lastNews;
  }

  /** Whether the last round of probes told anything new. */
  boolean isNewsworthy() {
    return emptyRounds == 0;
  }

  /** A round of probes has ended. */
  void roundEnded(long interval, long now) {
    emptyRounds = isBusy() || units.areSomeHeld() ? 0 : emptyRounds + 1;
    if (emptyRounds > STALLED && now - lastNews >= STALLED * interval) {
      Set<Company.Member> busy = units.busy(now);
      for (Missing state : units.missing()) {
        Company.Member owner = company.owner(state.unit);
        if (state.holders.isEmpty()
            && !busy.contains(owner)
            && (company.isSilent(owner) || emptyRounds > IDLE)) {
          company.demote(owner);
        }
      }
    }
  }

  void ended(SwarmJob.FromPeer job, Outcome outcome, long now) {
    fromPeers--;
    Company.Member member = company.member(job.service());
    Missing state = units.get(job.unit());
    Outcome counted = outcome;
    if (state != null) {
      state.fetching = false;
      if (outcome == Outcome.CORRUPT) {
        state.holders.remove(member);
      } else if (outcome == Outcome.MISSING && units.lacked(state, member, now)) {
        counted = Outcome.BUSY;
      }
    }
    company.answered(member, counted, PAUSE + random.nextLong(PAUSE), now);
    news(now);
  }

  void ended(SwarmJob.FromOrigin job, long now) {
    fromOrigin--;
    Missing state = units.get(job.unit());
    if (state != null) {
      state.fetching = false;
    }
    news(now);
  }
}
