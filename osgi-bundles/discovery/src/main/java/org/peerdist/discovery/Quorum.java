package org.peerdist.discovery;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.peerdist.content.SegmentId;
import org.peerdist.discovery.internal.Timers;

/**
 * Knows what a responder need not tell, because so many peers have a segment that one more need not
 * answer for it, and what it is to tell besides. Safe for use by many threads.
 *
 * <p>SPEC [MS-PCCRD] 3.2.4.1, note 8: whoever got at least n answers when it first asked for a
 * segment does not answer for it later if n of them had all of it, and otherwise in one case of
 * three.
 */
public final class Quorum {
  /**
   * POLICY: n. Windows uses 10, which silences peers of small branches, because one that has two
   * addresses answers twice.
   */
  public static final int DEFAULT = 100;

  /** SPEC [MS-PCCRD] note 8: the probability of an answer. */
  private static final double SOMETIMES = 0.33;

  /** POLICY: what was heard so long ago tells nothing of who has a segment today. */
  private static final Duration VALID = Duration.ofHours(1);

  /** POLICY: of more segments than this, the oldest are forgotten. */
  static final int MAX_SEGMENTS = 65_536;

  private final int enough;
  private final RandomGenerator random;
  private final LongSupplier nanoTime;
  private final Map<SegmentId, Heard> heard = new Recent();
  private final Map<SegmentId, Integer> announced = new HashMap<>();

  /** What was heard of a segment at first. */
  private record Heard(int answers, int complete, long at) {}

  /** Forgets the oldest. */
  private static final class Recent extends LinkedHashMap<SegmentId, Heard> {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<SegmentId, Heard> eldest) {
      return size() > MAX_SEGMENTS;
    }
  }

  /**
   * Creates one that has heard nothing.
   *
   * @param enough how many answers are enough, 1 or more; {@link #DEFAULT} suits most
   */
  public Quorum(int enough) {
    this(enough, new SplittableRandom(), Timers::nanoTime);
  }

  Quorum(int enough, RandomGenerator random, LongSupplier nanoTime) {
    if (enough < 1) {
      throw new IllegalArgumentException("quorum " + enough + " is less than 1");
    }
    this.enough = enough;
    this.random = random;
    this.nanoTime = nanoTime;
  }

  /**
   * Remembers what came of asking for a segment. Only the first time within an hour counts.
   *
   * @param segment the segment
   * @param answers how many peers have something of it
   * @param complete how many of them have all of it
   */
  public synchronized void record(SegmentId segment, int answers, int complete) {
    long now = nanoTime.getAsLong();
    Heard before = heard.get(segment);
    if (before == null || isOld(before, now)) {
      heard.remove(segment);
      heard.put(segment, new Heard(answers, complete, now));
    }
  }

  private static boolean isOld(Heard what, long now) {
    return now - what.at() > VALID.toNanos();
  }

  /**
   * Whether to answer a probe for a segment.
   *
   * @param segment the segment
   * @return true if nothing is known of it, or too few have it
   */
  public synchronized boolean needsAnswer(SegmentId segment) {
    Heard what = heard.get(segment);
    if (what == null || what.answers() < enough || isOld(what, nanoTime.getAsLong())) {
      return true;
    }
    return what.complete() < enough && random.nextDouble() < SOMETIMES;
  }

  /**
   * Has a responder tell, from now on, that there is something that is no segment: a sign that
   * something goes on here.
   *
   * @param sign its name, which those who ask know
   */
  public synchronized void announce(SegmentId sign) {
    announced.merge(sign, 1, Integer::sum);
  }

  /**
   * Ends what was announced; if that was more than once, one of it.
   *
   * @param sign its name
   */
  public synchronized void withdraw(SegmentId sign) {
    announced.computeIfPresent(sign, (same, times) -> times == 1 ? null : times - 1);
  }

  private synchronized boolean isAnnounced(SegmentId sign) {
    return announced.containsKey(sign);
  }

  /**
   * What a responder tells: what there is, without what is plentiful, and what was announced.
   *
   * @param holdings all that there is
   * @return holdings that say nothing of segments that need no answer
   */
  public SegmentHoldings limit(SegmentHoldings holdings) {
    return id ->
        isAnnounced(id)
            ? Optional.of(Holding.of(1, 1))
            : holdings.find(id).filter(holding -> needsAnswer(id));
  }
}
