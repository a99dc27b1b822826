package org.peerdist.client.internal;

import java.util.BitSet;
import org.peerdist.api.SourceKind;
import org.peerdist.client.BlockPeer;
import org.peerdist.client.PeerAnswer.Failure;

/**
 * What one download knows of one peer: how much may be asked of it at once, and whether it is still
 * worth it. Guarded by the window's lock; times in nanoseconds.
 */
final class Lane {
  /** The highest number of a lane. */
  static final int MOST = 62;

  /** The number of the own cache's lane. */
  static final int CACHE = 0;

  /** POLICY: a peer is dropped at the third strike, as Windows does by default. */
  private static final int STRIKES = 3;

  /** POLICY: a strike is forgiven for so many blocks: packets get lost on lines of honest peers. */
  private static final int FORGIVEN = 16;

  /** POLICY: a peer that takes longer than this for a block is not asked for more at once. */
  private static final long SLOW = 500_000_000;

  /**
   * POLICY: a peer that takes longer than this is asked for fewer at once, or not waited for if it
   * does twice in a row: where the first packet of a connection is lost, that alone costs a second.
   */
  private static final long TOO_SLOW = 1_000_000_000;

  /** POLICY: a peer that takes so many times as long as the fastest is left alone for a while. */
  private static final int TIMES_SLOWER = 8;

  /** POLICY: but not for less than this. */
  private static final long NOT_SLOW = 100_000_000;

  /** POLICY: how long it is left alone, as far as others may have what is wanted. */
  private static final long REST = 5_000_000_000L;

  /**
   * POLICY: a peer that lacked so many blocks in a row is asked for one block in 256 only, or for
   * what it then says that it has.
   */
  private static final int MISSES = 64;

  /**
   * POLICY: after so many blocks in a row, an answer without one is taken for that of somebody who
   * is busy.
   */
  private static final int GENEROUS = 8;

  /** POLICY: but no more than so many such answers. */
  private static final int BUSY_MISSES = 8;

  /** POLICY: who is busy is left alone for so long, and twice as long each time in a row. */
  private static final long BUSY_PAUSE = 250_000_000;

  /** POLICY: but no more than so many times. */
  private static final int BUSY_DOUBLED = 4;

  /** POLICY: at the third time in a row, nobody waits for it any more. */
  private static final int BUSY_ANSWERS = 3;

  /** POLICY: a hosted cache is asked for so many segments at once. */
  static final int LISTED = 512;

  private final int number;
  private final BlockPeer peer;
  private final SourceKind kind;
  private final int most;
  private int allowed;
  private int active;
  private int strikes;
  private int foundSinceStrike;
  private int misses;
  private int foundInRow;
  private int busyInRow;
  private long busyUntil;
  private final BitSet listed = new BitSet();
  private int listedTo;
  private boolean answered;
  private boolean suspect;

  /** Whether the last block took too long. */
  private boolean tooSlow;

  private boolean dropped;
  private long lastAnswer;
  private long lastStrike;
  private long latency;
  private long shortest;
  private long restsUntil;

  Lane(int number, BlockPeer peer, SourceKind kind, int most) {
    this.number = number;
    this.peer = peer;
    this.kind = kind;
    this.most = most;
    this.allowed = kind == SourceKind.CACHE ? most : 1;
  }

  int number() {
    return number;
  }

  long bit() {
    return 1L << number;
  }

  BlockPeer peer() {
    return peer;
  }

  SourceKind kind() {
    return kind;
  }

  boolean isDropped() {
    return dropped;
  }

  /**
   * Whether it is silent, or too slow even for one at once; nobody waits for it until it is not.
   */
  boolean isSuspect() {
    return suspect;
  }

  boolean hasCapacity(long now) {
    return !dropped && active < allowed && (busyInRow == 0 || now - busyUntil >= 0);
  }

  /** Whether it may be asked for a block. */
  boolean may(Slot slot) {
    return !dropped
        && (slot.tried & bit()) == 0
        && slot.segment.mayHold(number, slot.index)
        && (misses < MISSES || slot.number % 256 == 0 || listed.get(slot.segment.number()));
  }

  /** Whether others should be asked instead, because it is so slow. */
  boolean isResting(long now) {
    return restsUntil != 0 && now - restsUntil < 0;
  }

  /** How long it usually takes for a block; 0 if nothing is known. */
  long latency() {
    return latency;
  }

  void asked() {
    active++;
  }

  /**
   * It gave a block.
   *
   * @param best how long the fastest peer usually takes; 0 if nothing is known
   * @return whether more than before may now be asked of it
   */
  boolean found(long since, long now, long best) {
    answer(now);
    foundInRow = misses > 0 ? 1 : foundInRow + 1;
    misses = 0;
    busyInRow = 0;
    forgive();
    long took = now - since;
    latency = latency == 0 ? took : (latency * 7 + took) / 8;
    shortest = shortest == 0 ? took : Math.min(shortest, took);
    if (took > Math.max(NOT_SLOW, TIMES_SLOWER * best) && best > 0) {
      restsUntil = now + REST;
    }
    int before = allowed;
    if (took <= SLOW) {
      allowed = Math.min(most, allowed + growth());
    } else if (took > TOO_SLOW) {
      suspect = allowed == 1 && tooSlow;
      allowed = Math.max(1, allowed - 1);
    }
    tooSlow = took > TOO_SLOW;
    return allowed > before;
  }

  private void forgive() {
    foundSinceStrike++;
    if (foundSinceStrike >= FORGIVEN) {
      strikes = Math.max(0, strikes - 1);
      foundSinceStrike = 0;
    }
  }

  /** POLICY: beyond four at once, only as long as that does not just make the queue longer. */
  private int growth() {
    if (allowed < 4) {
      return allowed;
    }
    return latency < 2 * shortest ? 1 : 0;
  }

  /**
   * It has no such block, or no time.
   *
   * @return whether it may well be that it has the block
   */
  boolean missed(long now) {
    answer(now);
    misses++;
    return foundInRow >= GENEROUS && misses <= BUSY_MISSES && kind != SourceKind.CACHE;
  }

  /** It has no time: more than what was asked of it already comes later. */
  void busy(long now) {
    answer(now);
    allowed = Math.max(1, allowed / 2);
    if (busyInRow == 0 || now - busyUntil >= 0) {
      busyUntil = now + (BUSY_PAUSE << Math.min(BUSY_DOUBLED, busyInRow));
      busyInRow++;
    }
    suspect = busyInRow >= BUSY_ANSWERS;
  }

  /**
   * Whether it is time to ask which segments it has, from one on. If so, it is not again before the
   * answer is half used up.
   */
  boolean wantsList(int from) {
    boolean wanted =
        kind == SourceKind.HOSTED_CACHE && misses >= MISSES && from + LISTED / 2 > listedTo;
    listedTo = wanted ? from + LISTED : listedTo;
    return wanted;
  }

  /** It said which segments it has, by their positions after one. */
  void list(int from, BitSet held) {
    listed.clear(from, from + LISTED);
    held.stream().forEach(position -> listed.set(from + position));
  }

  private void answer(long now) {
    active--;
    answered = true;
    suspect = false;
    lastAnswer = now;
  }

  /** It gave no usable answer. */
  void failed(Failure failure, long since, long now) {
    if (failure == Failure.BUSY) {
      busy(now);
      return;
    }
    active--;
    switch (failure) {
      case CORRUPT -> dropped = true;
      case REFUSED -> {
        // A connection may break; one that never was there will not come.
        dropped |= !answered;
        strike(since, now);
      }
      case SILENT, MALFORMED -> {
        allowed = Math.max(1, allowed / 2);
        suspect |= !answered || lastAnswer - since <= 0;
        strike(since, now);
      }
      case BUSY -> throw new AssertionError("was treated before");
    }
  }

  /** What fails at once counts once. */
  private void strike(long since, long now) {
    if (strikes == 0 || since - lastStrike >= 0) {
      strikes++;
      foundSinceStrike = 0;
      lastStrike = now;
      dropped |= strikes >= STRIKES;
    }
  }
}
