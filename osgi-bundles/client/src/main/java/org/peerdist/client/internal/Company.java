package org.peerdist.client.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.peerdist.content.HashAlgorithm;

/**
 * Those who fetch the same content at this moment, oneself included, and who of them takes which
 * unit from the origin. All who know the same members come to the same result, without a word
 * (rendezvous hashing). Guarded by the swarm's lock; times in nanoseconds.
 */
final class Company {
  /** POLICY: of so many members is anything remembered. */
  static final int MOST = 512;

  /** POLICY: who does not answer in so many rounds, and for so long, is not there. */
  private static final int SILENT = 5;

  private static final long SILENCE = 30_000_000_000L;

  /**
   * POLICY: who so many times in a row lacks what it said it has is not heard for a while; until
   * then it may only be too busy, and is left alone for longer each time.
   */
  private static final int MISSES = 6;

  /** POLICY: a hosted cache, which gets what it is offered in any order, has more time. */
  private static final int HOSTED_MISSES = 40;

  /** POLICY: nor is who does not answer so many times in a row, and never did. */
  private static final int UNREACHED = 5;

  /** POLICY: who did before only has much to do: what it has need not come from the origin. */
  private static final int FAILURES = 20;

  /** POLICY: for so long the first time, and each time twice as long as before. */
  private static final long PENALTY = 30_000_000_000L;

  /** POLICY: who does not say so in so many answers in a row takes no part; one may get lost. */
  private static final int UNSIGNED = 2;

  private final Member own;
  private final Map<String, Member> members = new HashMap<>();
  private List<Member> workers;

  /** One client. */
  static final class Member {
    private final String service;
    private final long key;
    private long heard;
    private boolean works;
    private Share share = Share.NONE;
    private long signed;
    private int unsigned;
    private boolean complete;
    private boolean demoted;
    private boolean reached;
    private boolean ignored;
    private int penalties;
    private int silent;
    private long ignoredUntil;
    private long busyUntil;
    private int failures;
    private int misses;
    private int active;

    private Member(String service) {
      this.service = service;
      ByteBuffer name = ByteBuffer.wrap(service.getBytes(StandardCharsets.UTF_8));
      this.key = HashAlgorithm.SHA_256.hash(name).asByteBuffer().getLong();
    }

    String service() {
      return service;
    }

    private long score(int unit) {
      return mix(key ^ mix(unit + 1L));
    }

    private boolean isIgnored(long now) {
      return ignored || (ignoredUntil != 0 && now - ignoredUntil < 0);
    }

    private void tells(Share part, long now) {
      if (part.works()) {
        share = part;
        signed = now;
      } else if (!share.works()) {
        share = part;
      }
    }

    private void roundEnded(long since) {
      boolean answered = heard - since >= 0;
      silent = answered ? 0 : silent + 1;
      if (share.works() && answered) {
        unsigned = signed - since >= 0 ? 0 : unsigned + 1;
        share = unsigned < UNSIGNED ? share : Share.NONE;
      }
      works = share.works() && !complete && !demoted;
    }
  }

  /**
   * Creates it with nobody but oneself.
   *
   * @param share the part that one takes oneself
   */
  Company(String own, Share share) {
    this.own = new Member(own);
    this.own.share = share;
    this.own.works = true;
    this.workers = List.of(this.own);
  }

  /** David Stafford's thirteenth variant: every bit of the result depends on every bit. */
  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /**
   * Somebody answered.
   *
   * @param share the part of the work that it says to take
   * @param hasAll whether it lacks nothing, so that there is nothing it has to take
   * @return the member; null if nobody wants to hear it
   */
  Member heard(String service, Share share, boolean hasAll, long now) {
    Member member = members.get(service);
    if (member == null && members.size() < MOST && !service.equals(own.service)) {
      member = new Member(service);
      members.put(service, member);
    }
    if (member == null || member.isIgnored(now)) {
      return null;
    }
    member.tells(share, now);
    member.complete = hasAll;
    member.heard = now;
    return member;
  }

  /**
   * Whether those who answered since a moment are most of those who share the work: if not, it is
   * no news that nobody has something.
   */
  boolean isHeard(long since) {
    int heard = 1;
    int all = 1;
    for (Member member : workers()) {
      if (member != own) {
        heard += member.heard - since >= 0 ? 1 : 0;
        all++;
      }
    }
    return heard * 2 > all;
  }

  /**
   * A round of probes has ended. Until then the work stays distributed as it was when the round
   * began, so that nobody begins with something that it has not asked for.
   *
   * @param since when the round began
   */
  void roundEnded(long since, long now) {
    for (Member member : members.values()) {
      member.roundEnded(since);
    }
    members.values().removeIf(m -> isGone(m, now));
    workers = null;
  }

  private static boolean isGone(Member member, long now) {
    return member.silent >= SILENT
        && now - member.heard > SILENCE
        && member.active == 0
        && !member.isIgnored(now);
  }

  /** A member brought something that others did not have: it works. */
  void delivered(Member member, int unit) {
    List<Member> all = new ArrayList<>(members.values());
    all.removeIf(other -> !other.share.works());
    all.add(own);
    member.demoted &= bestFor(unit, all) != member;
  }

  /** Whether a member has not answered the last rounds. */
  boolean isSilent(Member member) {
    return member.silent > 1;
  }

  /** A member did not do its part: others take it over. */
  void demote(Member member) {
    if (member != own) {
      member.demoted = true;
    }
  }

  Member member(String service) {
    return members.get(service);
  }

  /** Whether a member is there, as far as anybody can tell. */
  boolean isPresent(Member member, long now) {
    return members.get(member.service) == member && !member.isIgnored(now);
  }

  /** Whether one more unit may be asked of a member now. */
  boolean isFree(Member member, int mostActive, long now) {
    return isPresent(member, now) && member.active < mostActive && now - member.busyUntil >= 0;
  }

  /** How many share the work. */
  int size() {
    return workers().size();
  }

  /** Whether anybody else takes a part of the work, whether or not it is needed. */
  boolean hasOthers() {
    return members.values().stream().anyMatch(member -> member.works);
  }

  /** Whether one takes a part of the work oneself: not if that is left to others. */
  boolean includesOwn() {
    return workers().contains(own);
  }

  /** Whether a member that has the start of a unit goes on, and may be waited for. */
  boolean mayGoOn(Member member) {
    return member.share.works() && member.share.compareTo(own.share) >= 0;
  }

  /** How many there are, oneself included, whether or not they work. */
  int present() {
    return members.size() + 1;
  }

  private List<Member> workers() {
    if (workers == null) {
      workers = new ArrayList<>(members.values());
      workers.add(own);
      workers.removeIf(member -> !member.works);
      boolean full = workers.stream().anyMatch(member -> member.share == Share.FULL);
      workers.removeIf(member -> full && member.share != Share.FULL);
    }
    return workers;
  }

  /** Who takes a unit from the origin. */
  Member owner(int unit) {
    return bestFor(unit, workers());
  }

  boolean isMine(int unit) {
    return owner(unit) == own;
  }

  /** The higher, the less likely is it that somebody who is not known takes a unit. */
  long ownScore(int unit) {
    return own.score(unit);
  }

  /** Whether oneself would rather take a unit than another one. */
  boolean isBefore(int unit, Member other) {
    return own.score(unit) > other.score(unit);
  }

  private static Member bestFor(int unit, List<Member> candidates) {
    Member best = candidates.get(0);
    long most = best.score(unit);
    for (Member member : candidates) {
      long score = member.score(unit);
      if (score > most) {
        best = member;
        most = score;
      }
    }
    return best;
  }

  void asked(Member member) {
    member.active++;
  }

  /**
   * A member that was asked for a unit is done with it.
   *
   * @param pause how long to leave it alone if it has no time, or did not answer
   */
  void answered(Member member, SwarmJob.Outcome outcome, long pause, long now) {
    member.active--;
    switch (outcome) {
      case DONE -> {
        member.reached = true;
        member.heard = now;
        member.failures = 0;
        member.misses = 0;
      }
      case BUSY -> member.busyUntil = now + pause;
      case CORRUPT -> ignore(member, true, now);
      case MISSING -> {
        member.busyUntil =
            now + (member.share != Share.HOSTED ? pause << Math.min(3, member.misses) : pause);
        if (++member.misses >= (member.share != Share.HOSTED ? MISSES : HOSTED_MISSES)) {
          ignore(member, false, now);
        }
      }
      case FAILED, HOPELESS -> {
        member.failures++;
        member.busyUntil = now + (pause << Math.min(5, member.failures));
        if (member.failures >= (member.reached ? FAILURES : UNREACHED)) {
          ignore(member, false, now);
        }
      }
    }
  }

  private void ignore(Member member, boolean forGood, long now) {
    member.ignored |= forGood;
    member.ignoredUntil = now + (PENALTY << Math.min(10, member.penalties++));
    member.failures = 0;
    member.misses = 0;
    demote(member);
  }
}
