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

  /** POLICY: a member is left alone for a while at the third strike in a row. */
  private static final int STRIKES = 3;

  /** POLICY: for so long the first time, and each time twice as long as before. */
  private static final long PENALTY = 30_000_000_000L;

  private final Member own;
  private final Map<String, Member> members = new HashMap<>();
  private List<Member> workers;

  /** One client. */
  static final class Member {
    private final String service;
    private final long key;
    private long heard;
    private boolean works;
    private boolean willWork;
    private boolean ignored;
    private int penalties;
    private long ignoredUntil;
    private long busyUntil;
    private int strikes;
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
  }

  Company(String own) {
    this.own = new Member(own);
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
   * @param works whether it may still lack something, so that it takes its part of the work
   * @return the member; null if nobody wants to hear it
   */
  Member heard(String service, boolean works, long now) {
    Member member = members.get(service);
    if (member == null && members.size() < MOST && !service.equals(own.service)) {
      member = new Member(service);
      members.put(service, member);
      member.willWork = works;
    }
    if (member == null || member.isIgnored(now)) {
      return null;
    }
    member.willWork &= works;
    member.heard = now;
    return member;
  }

  /**
   * A round of probes has ended. Until then the work stays distributed as it was when the round
   * began, so that nobody begins with something that it has not asked for.
   *
   * @param since when those were heard last who are still there
   */
  void roundEnded(long since, long now) {
    members.values().removeIf(m -> m.heard - since < 0 && m.active == 0 && !m.isIgnored(now));
    members.values().forEach(member -> member.works = member.willWork);
    workers = null;
  }

  /** A member brought something that others did not have: it works. */
  void delivered(Member member, int unit) {
    member.willWork |= ownerAmong(unit, members.values(), own) == member;
  }

  /** A member did not do its part: others take it over. */
  void demote(Member member) {
    if (member != own) {
      member.willWork = false;
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

  /** How many share the work, oneself included. */
  int size() {
    return workers().size();
  }

  /** How many there are, oneself included, whether or not they work. */
  int present() {
    return members.size() + 1;
  }

  private List<Member> workers() {
    if (workers == null) {
      workers = new ArrayList<>(members.values());
      workers.removeIf(member -> !member.works);
      workers.add(own);
    }
    return workers;
  }

  /** Who takes a unit from the origin. */
  Member owner(int unit) {
    return ownerAmong(unit, workers(), own);
  }

  boolean isMine(int unit) {
    return owner(unit) == own;
  }

  private static Member ownerAmong(int unit, Iterable<Member> candidates, Member start) {
    Member best = start;
    long most = start.score(unit);
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

  /** A member that was asked for a unit is done with it. */
  void answered(Member member, SwarmJob.Outcome outcome, long pause, long now) {
    member.active--;
    switch (outcome) {
      case DONE -> member.strikes = 0;
      case BUSY -> member.busyUntil = now + pause;
      case CORRUPT -> ignore(member, true, now);
      case MISSING, FAILED, HOPELESS -> {
        member.strikes++;
        member.busyUntil = now + pause;
        if (member.strikes >= STRIKES) {
          ignore(member, false, now);
        }
      }
    }
  }

  private void ignore(Member member, boolean forGood, long now) {
    member.ignored |= forGood;
    member.ignoredUntil = now + (PENALTY << Math.min(10, member.penalties++));
    member.strikes = 0;
    demote(member);
  }
}
