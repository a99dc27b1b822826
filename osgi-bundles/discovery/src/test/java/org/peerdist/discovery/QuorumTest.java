package org.peerdist.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.peerdist.content.SegmentId;

/** SPEC [MS-PCCRD] 3.2.4.1, note 8: who need not answer. */
class QuorumTest {
  private static final SegmentId ID = TestIds.of(1);

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
  private final Quorum quorum = new Quorum(10, new SplittableRandom(1), clock::get);

  private int answersIn(int probes) {
    int answers = 0;
    for (int i = 0; i < probes; i++) {
      answers += quorum.needsAnswer(ID) ? 1 : 0;
    }
    return answers;
  }

  @Test
  void needsAnswer_unknownSegment_always() {
    quorum.record(TestIds.of(2), 500, 500);
    assertThat(answersIn(100)).isEqualTo(100);
  }

  @Test
  void needsAnswer_fewerAnswersThanEnough_always() {
    quorum.record(ID, 9, 9);
    assertThat(answersIn(100)).isEqualTo(100);
  }

  @Test
  void needsAnswer_enoughCompleteAnswers_never() {
    quorum.record(ID, 10, 10);
    assertThat(answersIn(100)).isZero();
  }

  @Test
  void needsAnswer_enoughAnswersOfWhichTooFewAreComplete_oneTimeInThree() {
    quorum.record(ID, 10, 9);
    assertThat(answersIn(10_000)).isBetween(3_100, 3_500);
  }

  @Test
  void record_again_theFirstTimeCounts() {
    quorum.record(ID, 10, 10);
    quorum.record(ID, 0, 0);
    assertThat(quorum.needsAnswer(ID)).isFalse();
  }

  @Test
  void needsAnswer_whatWasHeardLongAgo_isForgotten() {
    quorum.record(ID, 10, 10);
    clock.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(quorum.needsAnswer(ID)).isFalse();
    clock.incrementAndGet();
    assertThat(quorum.needsAnswer(ID)).isTrue();
    quorum.record(ID, 10, 10);
    assertThat(quorum.needsAnswer(ID)).isFalse();
  }

  @Test
  void record_tooManySegments_forgetsTheOldest() {
    for (int i = 0; i <= Quorum.MAX_SEGMENTS; i++) {
      quorum.record(TestIds.of(i), 10, 10);
    }
    assertThat(quorum.needsAnswer(TestIds.of(0))).isTrue();
    assertThat(quorum.needsAnswer(TestIds.of(1))).isFalse();
  }

  @Test
  void limit_holdings_leavesOutWhatIsPlentiful() {
    SegmentHoldings limited = quorum.limit(id -> Optional.of(Holding.of(1, 1)));
    quorum.record(ID, 10, 10);
    assertThat(limited.find(ID)).isEmpty();
    assertThat(limited.find(TestIds.of(2))).contains(Holding.of(1, 1));
  }

  @Test
  void limit_whatIsAnnounced_isToldUntilAllOfItIsWithdrawn() {
    SegmentHoldings limited = quorum.limit(id -> Optional.empty());
    quorum.announce(ID);
    quorum.announce(ID);
    quorum.withdraw(ID);
    assertThat(limited.find(ID)).contains(Holding.of(1, 1));
    quorum.withdraw(ID);
    assertThat(limited.find(ID)).isEmpty();
    quorum.withdraw(ID);
    quorum.announce(ID);
    assertThat(limited.find(ID)).isPresent();
  }

  @Test
  void create_withoutAnswers_isRefused() {
    assertThatThrownBy(() -> new Quorum(0, new SplittableRandom(1), clock::get))
        .hasMessage("quorum 0 is less than 1");
  }
}
