package org.peerdist.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peerdist.api.SourceKind;
import org.peerdist.client.PeerAnswer.Failure;

/** Who is asked for which block, and what follows from the answers. */
class BlockRequestsTest extends WindowFixture {
  @Test
  void next_newLane_isAskedForOneBlockUntilItAnswers() {
    lane("a", SourceKind.NAMED_PEER);
    open(32);
    Job.Ask first = ask();
    assertThat(window.nextJob(now)).isEmpty();
    found(first);
    assertThat(List.of(ask().slot().index, ask().slot().index)).containsExactly(1, 2);
    assertThat(window.nextJob(now)).isEmpty();
  }

  @Test
  void next_kinds_areAskedInTheirOrder() {
    Lane found = lane("found", SourceKind.DISCOVERED_PEER);
    Lane hosted = lane("hosted", SourceKind.HOSTED_CACHE);
    Lane named = lane("named", SourceKind.NAMED_PEER);
    open(32);
    Job.Ask ask = ask();
    assertThat(ask.lane()).isSameAs(named);
    window.missing(ask, 0, now);
    Job.Ask next = ask();
    assertThat(next.lane()).isSameAs(hosted);
    assertThat(next.slot()).isSameAs(ask.slot());
    window.missing(next, 0, now);
    assertThat(ask().lane()).isSameAs(found);
  }

  @Test
  void next_lastGoodPeer_isAskedFirst() {
    Lane first = lane("first", SourceKind.NAMED_PEER);
    Lane second = lane("second", SourceKind.NAMED_PEER);
    open(32);
    Job.Ask one = ask();
    Job.Ask two = ask();
    assertThat(one.lane()).isSameAs(first);
    assertThat(two.lane()).isSameAs(second);
    found(one);
    found(two);
    assertThat(ask().lane()).isSameAs(second);
  }

  @Test
  void next_slowBlock_isAskedForElsewhereOnce() {
    Lane slow = lane("slow", SourceKind.NAMED_PEER);
    lane("other", SourceKind.NAMED_PEER);
    open(1);
    Job.Ask first = ask();
    assertThat(first.lane()).isSameAs(slow);
    assertThat(window.nextJob(now)).isEmpty();
    now += 301 * MILLI;
    Job.Ask second = ask();
    assertThat(second.slot()).isSameAs(first.slot());
    assertThat(second.lane()).isNotSameAs(slow);
    assertThat(window.nextJob(now)).isEmpty();
    found(second);
    found(first);
    List<Slot> ready = new ArrayList<>();
    window.takeReady(ready, 9);
    assertThat(ready).hasSize(1);
    assertThat(ready.get(0).source).isSameAs(second.lane());
  }

  @Test
  void next_slowPeer_isLeftAloneWhileAFastOneMayHaveTheBlock() {
    Lane slow = lane("slow", SourceKind.NAMED_PEER);
    Lane fast = lane("fast", SourceKind.NAMED_PEER);
    open(BLOCKS);
    Job.Ask atSlow = ask();
    Job.Ask atFast = ask();
    assertThat(List.of(atSlow.lane(), atFast.lane())).containsExactly(slow, fast);
    now += 2 * MILLI;
    found(atFast);
    now += 400 * MILLI;
    found(atSlow);

    Job.Ask next = ask();
    assertThat(next.lane()).isSameAs(fast);
    now += 2 * MILLI;
    found(next);
    for (int i = 0; i < 3; i++) {
      assertThat(ask().lane()).isSameAs(fast);
    }
    now += 5001 * MILLI;
    while (slow.hasCapacity(now)) {
      ask();
    }
  }

  @Test
  void next_slowPeerAlone_isAskedNevertheless() {
    Lane slow = lane("slow", SourceKind.NAMED_PEER);
    lane("gone", SourceKind.NAMED_PEER);
    open(BLOCKS);
    Job.Ask atSlow = ask();
    Job.Ask atGone = ask();
    now += 2 * MILLI;
    found(atGone);
    now += 400 * MILLI;
    found(atSlow);
    window.failed(ask(), Failure.CORRUPT, now);

    assertThat(ask().lane()).isSameAs(slow);
  }

  @Test
  void next_oneBlockLeft_isAskedForElsewhereAfterAFewTimesOfTheFastest() {
    lane("one", SourceKind.NAMED_PEER);
    lane("other", SourceKind.NAMED_PEER);
    open(2);
    Job.Ask first = ask();
    Job.Ask second = ask();
    now += 10 * MILLI;
    found(second);
    assertThat(window.nextJob(now)).isEmpty();
    now += 45 * MILLI;
    assertThat(ask().slot()).isSameAs(first.slot());
  }

  @Test
  void failed_silentFromTheStart_isNotWaitedForAndDroppedAtTheThirdStrike() {
    Lane silent = lane("silent", SourceKind.NAMED_PEER);
    open(BLOCKS);
    Job.Ask first = ask();
    now += 2000 * MILLI;
    window.failed(first, Failure.SILENT, now);
    // Once more, for the block that is needed last, and nobody waits for it.
    Job.Ask again = ask();
    assertThat(again.slot().index).isEqualTo(BLOCKS - 1);
    OriginRun run = run();
    assertThat(run.start()).isZero();
    assertThat(run.end()).as("something is left for the peer").isEqualTo(1 << 20);
    now += 2000 * MILLI;
    window.failed(again, Failure.SILENT, now);
    window.ended(run);
    Job.Ask third = ask();
    now += 2000 * MILLI;
    window.failed(third, Failure.SILENT, now);
    assertThat(silent.isDropped()).isTrue();
  }

  @Test
  void found_fromASilentOne_leavesItWhatIsNotBegun() {
    Lane lane = lane("a", SourceKind.NAMED_PEER);
    open(BLOCKS);
    found(ask());
    Job.Ask late = ask();
    Job.Ask later = ask();
    now += 2000 * MILLI;
    window.failed(late, Failure.SILENT, now);
    window.failed(later, Failure.SILENT, now);
    Job.Ask again = ask();
    OriginRun run = run();
    found(again);
    assertThat(ask().slot().range.start()).isEqualTo(run.end());
    assertThat(lane.isDropped()).isFalse();
  }

  @Test
  void found_muchBetweenTwoFailures_strikeIsForgiven() {
    Lane lane = lane("lossy", SourceKind.NAMED_PEER);
    for (int i = 0; i < 9; i++) {
      for (int j = 0; j < 16; j++) {
        lane.asked();
        lane.found(now, now + 50 * MILLI, 0);
        now += 50 * MILLI;
      }
      lane.asked();
      lane.failed(Failure.SILENT, now, now + 2000 * MILLI);
      now += 2000 * MILLI;
    }
    assertThat(lane.isDropped()).isFalse();
  }

  @Test
  void found_tooSlowEvenAlone_isAskedForWhatIsNeededLastWhileTheOriginGivesTheRest() {
    Lane slow = lane("slow", SourceKind.NAMED_PEER);
    open(BLOCKS);
    for (int i = 0; i < 5; i++) {
      Job.Ask ask = ask();
      assertThat(ask.slot().index).isEqualTo(i < 2 ? i : BLOCKS + 1 - i);
      now += 1500 * MILLI;
      found(ask);
    }
    assertThat(slow.isDropped()).isFalse();
    ask();
    assertThat(run().start()).isEqualTo(2 * 65536);
  }

  /** One lost packet at the start costs so much; the origin would have most of it meanwhile. */
  @Test
  void found_tooSlowOnce_isWaitedFor() {
    Lane lane = lane("behind a line that loses packets", SourceKind.NAMED_PEER);
    open(BLOCKS);
    Job.Ask first = ask();
    now += 1500 * MILLI;
    found(first);
    assertThat(lane.isSuspect()).isFalse();
    for (int i = 0; i < 5; i++) {
      Job.Ask next = ask();
      now += 300 * MILLI;
      found(next);
    }
    Job.Ask late = ask();
    now += 1500 * MILLI;
    found(late);
    assertThat(lane.isSuspect()).isFalse();
    assertThat(lane.hasCapacity(now)).isTrue();
  }

  @Test
  void found_slowWithManyAtOnce_isAskedForAsManyAsBefore() {
    Lane lane = lane("far away", SourceKind.NAMED_PEER);
    open(BLOCKS);
    found(ask());
    for (int i = 0; i < 3; i++) {
      List<Job.Ask> asks = new ArrayList<>();
      while (lane.hasCapacity(now)) {
        asks.add(ask());
      }
      assertThat(asks).hasSize(2);
      now += 900 * MILLI;
      asks.forEach(this::found);
    }
  }

  @Test
  void failed_manyAtOnce_isOneStrike() {
    Lane lane = lane("a", SourceKind.NAMED_PEER);
    open(BLOCKS);
    found(ask());
    Job.Ask one = ask();
    Job.Ask two = ask();
    now += 2000 * MILLI;
    window.failed(one, Failure.SILENT, now);
    window.failed(two, Failure.SILENT, now);
    assertThat(lane.isSuspect()).isTrue();
    assertThat(lane.isDropped()).isFalse();
    Job.Ask again = ask();
    found(again);
    assertThat(lane.isSuspect()).isFalse();
  }

  @Test
  void failed_refused_dropsAPeerThatNeverAnsweredAtOnce() {
    Lane dead = lane("dead", SourceKind.NAMED_PEER);
    open(BLOCKS);
    window.failed(ask(), Failure.REFUSED, now);
    assertThat(dead.isDropped()).isTrue();
  }

  @Test
  void failed_corrupt_dropsAtOnce() {
    Lane corrupt = lane("corrupt", SourceKind.NAMED_PEER);
    open(BLOCKS);
    found(ask());
    window.failed(ask(), Failure.CORRUPT, now);
    assertThat(corrupt.isDropped()).isTrue();
  }

  @Test
  void missing_nextBlockIsNamed_othersBetweenAreNotAskedFor() {
    lane("a", SourceKind.NAMED_PEER);
    open(BLOCKS);
    assertThat(window.missing(ask(), 40, now)).isTrue();
    assertThat(ask().slot().index).isEqualTo(40);
    assertThat(window.nextJob(now)).isEmpty();
    now += 51 * MILLI;
    assertThat(run().end()).isEqualTo(40 * 65536);
  }

  @Test
  void found_nextBlockIsNamed_othersBetweenAreNotAskedFor() {
    lane("a", SourceKind.NAMED_PEER);
    open(BLOCKS);
    Job.Ask first = ask();
    window.found(first, block(first.slot()), 7, now);
    assertThat(ask().slot().index).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 65535, Integer.MAX_VALUE})
  void missing_anyNextBlock_isNoReasonToStop(int next) {
    lane("a", SourceKind.NAMED_PEER);
    open(BLOCKS);
    window.missing(ask(), next, now);
    now += 1000 * MILLI;
    assertThat(window.nextJob(now)).isPresent();
  }

  @Test
  void missing_whatItSaidToHave_isBusyAndAskedForLater() {
    Lane lane = lane("a", SourceKind.NAMED_PEER);
    open(BLOCKS);
    Job.Ask first = ask();
    assertThat(window.missing(first, 0, now)).isTrue();
    hear(first, 3, 4);
    Job.Ask third = ask();
    assertThat(third.slot().index).isEqualTo(3);
    assertThat(window.missing(third, 0, now)).isFalse();
    assertThat(lane.isSuspect()).isFalse();
    assertThat(lane.hasCapacity(now)).isFalse();
    now += 251 * MILLI;
    Job.Ask again = ask();
    assertThat(again.slot()).isSameAs(third.slot());
    found(again);
    assertThat(ask().slot().index).isEqualTo(4);
  }

  @Test
  void held_nothingFromOneThatGave_isNotBelieved() {
    lane("a", SourceKind.NAMED_PEER);
    open(BLOCKS);
    give(3);
    Job.Ask atLimit = ask();
    assertThat(window.missing(atLimit, 0, now)).isTrue();
    hear(atLimit);
    assertThat(ask().slot()).isSameAs(atLimit.slot());
  }

  @Test
  void failed_busyAgainAndAgain_isLeftAloneLongerAndNotWaitedForAtTheThirdTime() {
    Lane lane = lane("a", SourceKind.NAMED_PEER);
    open(BLOCKS);
    for (int pause : new int[] {250, 500}) {
      window.failed(ask(), Failure.BUSY, now);
      now += pause * MILLI - 1;
      assertThat(window.nextJob(now)).isEmpty();
      now += 1;
    }
    window.failed(ask(), Failure.BUSY, now);
    assertThat(lane.isSuspect()).isTrue();
    assertThat(run().start()).isZero();
    now += 1001 * MILLI;
    found(ask());
    assertThat(lane.isSuspect()).isFalse();
    assertThat(lane.isDropped()).isFalse();
  }

  @Test
  void missing_fromOneThatGaveAllSoFar_isAskedForOnceMore() {
    lane("a", SourceKind.NAMED_PEER);
    open(BLOCKS);
    give(12); // and no list, as of a segment with one block
    Job.Ask ask = ask();
    window.missing(ask, 0, now);
    now += 401 * MILLI;
    Job.Ask again = ask();
    assertThat(again.slot()).isSameAs(ask.slot());
    window.missing(again, 0, now);
    now += 401 * MILLI;
    assertThat(ask().slot()).isNotSameAs(ask.slot());
  }

  @Test
  void missing_fromOneThatGaveLittle_isBelieved() {
    lane("a", SourceKind.NAMED_PEER);
    open(BLOCKS);
    give(3);
    Job.Ask ask = ask();
    window.missing(ask, 0, now);
    now += 401 * MILLI;
    assertThat(ask().slot()).isNotSameAs(ask.slot());
  }
}
