package org.peerdist.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.peerdist.api.SourceKind;
import org.peerdist.client.PeerAnswer.Failure;

/** What is in memory, and when peers are looked for or the origin is asked. */
class BlockWindowTest extends WindowFixture {
  @Test
  void found_blocksFarAhead_areNotFetchedBeforeTheWindowMoves() {
    lane("a", SourceKind.NAMED_PEER);
    open(4);
    int asked = 0;
    Optional<Job> job = window.nextJob(now);
    while (job.isPresent()) {
      Job.Ask ask = (Job.Ask) job.get();
      found(ask);
      asked++;
      job = window.nextJob(now);
    }
    assertThat(asked).isEqualTo(4);
    window.takeReady(new ArrayList<>(), 1);
    assertThat(ask().slot().index).isEqualTo(4);
  }

  @Test
  void run_whileItMayGoOn_waitsALittle() {
    lane("a", SourceKind.NAMED_PEER);
    open(BLOCKS);
    Job.Ask first = ask();
    window.missing(first, 0, now);
    Job.Ask second = ask();
    assertThat(window.nextJob(now)).isEmpty();
    now += 51 * MILLI;
    OriginRun run = run();
    assertThat(run.end()).isEqualTo(65536);
    window.missing(second, 0, now);
    assertThat(ask().slot().index).isEqualTo(2);
  }

  @Test
  void run_peerSaysToHaveTheFirstHalf_isAllOfTheRest() {
    lane("a", SourceKind.NAMED_PEER);
    open(BLOCKS);
    give(BLOCKS / 2);
    Job.Ask lacked = ask();
    window.missing(lacked, 0, now);
    hear(lacked, IntStream.range(0, BLOCKS / 2).toArray());
    OriginRun run = run();
    assertThat(run.start()).isEqualTo(BLOCKS / 2 * 65536);
    assertThat(run.end()).isEqualTo(CONTENT.bytes().length);
  }

  @Test
  void run_discoveryAwaited_doesNotStart() {
    discovery = new DiscoveryRounds(true);
    open(8);
    assertThat(window.nextJob(now).orElseThrow()).isInstanceOf(Job.Probe.class);
    assertThat(window.nextJob(now)).isEmpty();
    window.probed(List.of(), now);
    assertThat(run().end()).isEqualTo(CONTENT.bytes().length);
  }

  @Test
  void probed_whileARunGoesOn_leavesThePeersWhatIsNotInMemory() {
    discovery = new DiscoveryRounds(true);
    open(8);
    window.nextJob(now);
    window.probed(List.of(), now);
    OriginRun run = run();
    now += 6000 * MILLI;
    assertThat(window.nextJob(now).orElseThrow()).isInstanceOf(Job.Probe.class);
    Lane late = new Lane(1, ScriptedPeer.good("late", CONTENT), SourceKind.DISCOVERED_PEER, 8);
    window.probed(List.of(late), now);
    assertThat(run.end()).isEqualTo(8 * 65536);
  }

  @Test
  void next_foundPeerHasGone_othersAreLookedForBeforeTheOriginIsAsked() {
    discovery = new DiscoveryRounds(true);
    open(8);
    window.nextJob(now);
    Lane only = new Lane(1, ScriptedPeer.good("only", CONTENT), SourceKind.DISCOVERED_PEER, 8);
    window.probed(List.of(only), now);
    Job.Ask ask = ask();
    window.failed(ask, Failure.REFUSED, now);
    assertThat(window.nextJob(now).orElseThrow()).isInstanceOf(Job.Probe.class);
    assertThat(window.nextJob(now)).isEmpty();
    Lane other = new Lane(2, ScriptedPeer.good("other", CONTENT), SourceKind.DISCOVERED_PEER, 8);
    window.probed(List.of(other), now);
    assertThat(ask().lane()).isSameAs(other);
  }

  @Test
  void next_allFoundPeersGoAgainAndAgain_originIsAskedAtLast() {
    discovery = new DiscoveryRounds(true);
    open(8);
    window.nextJob(now);
    int number = 1;
    do {
      Lane next =
          new Lane(number++, ScriptedPeer.good("x", CONTENT), SourceKind.DISCOVERED_PEER, 8);
      window.probed(List.of(next), now);
      window.failed(ask(), Failure.REFUSED, now);
    } while (window.nextJob(now).orElseThrow() instanceof Job.Probe);
    assertThat(number).as("the first one and four others").isEqualTo(6);
  }

  @Test
  void ended_runThatBroke_givesItsBlocksBack() {
    open(8);
    OriginRun run = run();
    assertThat(window.nextJob(now)).isEmpty();
    window.ended(run);
    assertThat(run().start()).isZero();
  }
}
