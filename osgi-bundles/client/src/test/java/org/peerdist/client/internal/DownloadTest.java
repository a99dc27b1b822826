package org.peerdist.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.peerdist.client.BlockPeer;
import org.peerdist.client.ClientOptions;
import org.peerdist.client.DownloadReport;
import org.peerdist.client.PeerAnswer.Failure;
import org.peerdist.content.ContentVersion;

@Timeout(30)
class DownloadTest {
  private static final int LENGTH = DownloadFixture.LENGTH;

  private DownloadFixture network = new DownloadFixture(ContentVersion.V1);

  @ParameterizedTest
  @EnumSource
  void fetch_onePeerWithEverything_takesNothingFromTheOrigin(ContentVersion version)
      throws Exception {
    network = new DownloadFixture(version);
    network.peers.add(ScriptedPeer.good("good", network.content));
    DownloadReport report = network.fetch();
    assertThat(report.fromPeers()).isEqualTo(LENGTH);
    assertThat(report.hashBytes()).isEqualTo(network.content.encoded().length);
    assertThat(network.origin.contentBytes).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource
  void fetch_nobodyThere_takesAllFromTheOriginInOneRange(ContentVersion version) throws Exception {
    network = new DownloadFixture(version);
    assertThat(network.fetch().fromOrigin()).isEqualTo(LENGTH);
    assertThat(network.origin.requests).hasSize(2);
  }

  @Test
  void fetch_peerWithHalfOfTheBlocks_takesTheOtherHalfFromTheOrigin() throws Exception {
    ScriptedPeer half = ScriptedPeer.keeping("half", network.content, (s, i) -> i % 2 == 0);
    network.peers.add(half);
    DownloadReport report = network.fetch();
    assertThat(report.fromPeers()).isBetween(LENGTH / 2L - 65536, LENGTH / 2L + 65536);
    assertThat(network.origin.contentBytes).hasValue(report.fromOrigin());
    assertThat(half.lists).hasValue(1);
  }

  @Test
  void fetch_peerWithTheFirstHalf_takesTheRestInFewRanges() throws Exception {
    network.clock = () -> 1; // nothing is ever late
    network.options = network.options.withLimits(1, 1, 64L << 20);
    network.peers.add(ScriptedPeer.keeping("first", network.content, (s, i) -> i < 40));
    assertThat(network.fetch().fromPeers()).isEqualTo(40 * 65536);
    // The first blocks that it lacks are a run of their own if its list is long in coming.
    assertThat(network.origin.count("Range", "bytes=")).isBetween(1L, 2L);
  }

  @ParameterizedTest
  @EnumSource
  void fetch_corruptPeerBesideAGoodOne_takesAllFromTheGoodOne(ContentVersion version)
      throws Exception {
    network = new DownloadFixture(version);
    ScriptedPeer bad =
        ScriptedPeer.failing("bad", network.content, n -> ScriptedPeer.fail(Failure.CORRUPT));
    network.peers.add(bad);
    network.peers.add(ScriptedPeer.good("good", network.content));
    DownloadReport report = network.fetch();
    assertThat(report.fromOrigin()).isZero();
    assertThat(report.peerBytes()).containsOnlyKeys("good");
    assertThat(bad.requests).hasValue(1);
  }

  @Test
  void fetch_corruptPeerAlone_takesAllFromTheOrigin() throws Exception {
    network.peers.add(
        ScriptedPeer.failing("bad", network.content, n -> ScriptedPeer.fail(Failure.CORRUPT)));
    DownloadReport report = network.fetch();
    assertThat(report.fromPeers()).isZero();
    assertThat(report.fromOrigin()).isEqualTo(LENGTH);
  }

  @Test
  void fetch_peerThatNeverAnswers_isNotWaitedForByTheOthers() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    network.peers.add(
        ScriptedPeer.failing(
            "stuck",
            network.content,
            n -> {
              never.await();
              return Optional.empty();
            }));
    network.peers.add(ScriptedPeer.good("good", network.content));
    assertThat(network.fetch().fromPeers()).isEqualTo(LENGTH);
  }

  @Test
  void fetch_silentAndDeadPeers_takesAllFromTheOrigin() throws Exception {
    network.peers.add(
        ScriptedPeer.failing("dead", network.content, n -> ScriptedPeer.fail(Failure.REFUSED)));
    network.peers.add(
        ScriptedPeer.failing("silent", network.content, n -> ScriptedPeer.fail(Failure.SILENT)));
    assertThat(network.fetch().fromOrigin()).isEqualTo(LENGTH);
  }

  @Test
  void fetch_peerThatDiesInTheMiddle_takesTheRestElsewhere() throws Exception {
    network.peers.add(
        ScriptedPeer.failing(
            "dying",
            network.content,
            n -> n < 20 ? Optional.empty() : ScriptedPeer.fail(Failure.REFUSED)));
    DownloadReport report = network.fetch();
    assertThat(report.fromPeers()).isEqualTo(20 * 65536);
    assertThat(report.fromOrigin()).isEqualTo(LENGTH - 20 * 65536);
  }

  @Test
  void fetch_tenPeersOneOfThemBad_takesNothingFromTheOrigin() throws Exception {
    for (int i = 0; i < 9; i++) {
      int number = i;
      network.peers.add(
          ScriptedPeer.failing(
              "good" + i,
              network.content,
              n ->
                  (n * 31 + number) % 7 == 0 ? ScriptedPeer.fail(Failure.BUSY) : Optional.empty()));
    }
    network.peers.add(
        0, ScriptedPeer.failing("bad", network.content, n -> ScriptedPeer.fail(Failure.CORRUPT)));
    DownloadReport report = network.fetch();
    assertThat(report.fromOrigin()).isZero();
    assertThat(report.peerBytes()).doesNotContainKey("bad");
  }

  @Test
  void fetch_hostedCache_isAskedForWhatNamedPeersLack() throws Exception {
    network.peers.add(ScriptedPeer.keeping("half", network.content, (s, i) -> i % 2 == 0));
    network.hostedCaches.add(ScriptedPeer.good("hosted", network.content));
    DownloadReport report = network.fetch();
    assertThat(report.fromOrigin()).isZero();
    assertThat(report.fromPeers()).isGreaterThan(LENGTH / 3L);
    assertThat(report.fromHostedCache()).isGreaterThan(LENGTH / 3L);
  }

  @ParameterizedTest
  @EnumSource
  void fetch_secondTime_asksNobodyButTheOwnCache(ContentVersion version) throws Exception {
    network = new DownloadFixture(version);
    MemoryStore memory = new MemoryStore();
    network.store = memory;
    ScriptedPeer peer = ScriptedPeer.good("good", network.content);
    network.peers.add(peer);
    network.fetch();
    assertThat(memory.bytes()).isEqualTo(LENGTH);
    int requests = peer.requests.get();
    network.options = ClientOptions.defaults();
    network.finder =
        segments -> {
          throw new AssertionError("no discovery is needed");
        };
    assertThat(network.fetch().fromCache()).isEqualTo(LENGTH);
    assertThat(peer.requests).hasValue(requests);
    assertThat(network.origin.contentBytes).hasValue(0);
  }

  @Test
  void fetch_discovery_findsPeersOnce() throws Exception {
    network.options = ClientOptions.defaults();
    List<Integer> rounds = new ArrayList<>();
    BlockPeer found = ScriptedPeer.good("found", network.content);
    network.finder =
        segments -> {
          rounds.add(segments.size());
          return List.of(found);
        };
    DownloadReport report = network.fetch();
    assertThat(report.fromPeers()).isEqualTo(LENGTH);
    assertThat(rounds).containsExactly(1);
  }

  @Test
  void fetch_discoveryFindsNobody_takesAllFromTheOriginInOneRange() throws Exception {
    network.options = ClientOptions.defaults();
    assertThat(network.fetch().fromOrigin()).isEqualTo(LENGTH);
    assertThat(network.origin.requests).hasSize(2);
  }
}
