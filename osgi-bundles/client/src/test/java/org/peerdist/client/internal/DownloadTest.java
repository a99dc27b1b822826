package org.peerdist.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.peerdist.client.BlockPeer;
import org.peerdist.client.BlockStore;
import org.peerdist.client.ClientOptions;
import org.peerdist.client.DownloadReport;
import org.peerdist.client.DownloadRequest;
import org.peerdist.client.DownloadTarget;
import org.peerdist.client.PeerAnswer.Failure;
import org.peerdist.client.PeerFinder;
import org.peerdist.client.ProgressListener;
import org.peerdist.content.ContentVersion;

@Timeout(30)
class DownloadTest {
  private static final int LENGTH = (5 << 20) + 321;

  private TestContent content = TestContent.of(ContentVersion.V1, LENGTH, 1);
  private ScriptedOrigin origin = new ScriptedOrigin(content);
  private BlockStore store = BlockStore.NONE;
  private final List<BlockPeer> peers = new ArrayList<>();
  private Optional<BlockPeer> hostedCache = Optional.empty();
  private ClientOptions options = ClientOptions.defaults().withDiscovery(false);
  private PeerFinder finder = segments -> List.of();

  private LongSupplier clock = System::nanoTime;

  private void use(ContentVersion version) {
    content = TestContent.of(version, LENGTH, 1);
    origin = new ScriptedOrigin(content);
  }

  private DownloadReport fetch() throws IOException, InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DownloadReport report = fetch(DownloadTarget.ofChannel(Channels.newChannel(out)));
    assertThat(out.toByteArray()).isEqualTo(origin.content);
    assertThat(report.bytes()).isEqualTo(origin.content.length);
    return report;
  }

  private DownloadReport fetch(DownloadTarget target) throws IOException, InterruptedException {
    DownloadRequest request =
        new DownloadRequest(ScriptedOrigin.URL, target, ProgressListener.NONE, true);
    Sources sources = new Sources(store, peers, hostedCache, finder);
    return new Download(origin, options, sources, clock, request).run();
  }

  @ParameterizedTest
  @EnumSource
  void fetch_onePeerWithEverything_takesNothingFromTheOrigin(ContentVersion version)
      throws Exception {
    use(version);
    peers.add(ScriptedPeer.good("good", content));
    DownloadReport report = fetch();
    assertThat(report.fromPeers()).isEqualTo(LENGTH);
    assertThat(report.hashBytes()).isEqualTo(content.encoded().length);
    assertThat(origin.contentBytes).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource
  void fetch_nobodyThere_takesAllFromTheOriginInOneRange(ContentVersion version) throws Exception {
    use(version);
    assertThat(fetch().fromOrigin()).isEqualTo(LENGTH);
    assertThat(origin.requests).hasSize(2);
  }

  @Test
  void fetch_peerWithHalfOfTheBlocks_takesTheOtherHalfFromTheOrigin() throws Exception {
    ScriptedPeer half = ScriptedPeer.keeping("half", content, (s, i) -> i % 2 == 0);
    peers.add(half);
    DownloadReport report = fetch();
    assertThat(report.fromPeers()).isBetween(LENGTH / 2L - 65536, LENGTH / 2L + 65536);
    assertThat(origin.contentBytes).hasValue(report.fromOrigin());
    assertThat(half.lists).hasValue(1);
  }

  @Test
  void fetch_peerWithTheFirstHalf_takesTheRestInOneRange() throws Exception {
    clock = () -> 1; // nothing is ever late
    peers.add(ScriptedPeer.keeping("first", content, (s, i) -> i < 40));
    assertThat(fetch().fromPeers()).isEqualTo(40 * 65536);
    assertThat(origin.count("Range", "bytes=")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void fetch_corruptPeerBesideAGoodOne_takesAllFromTheGoodOne(ContentVersion version)
      throws Exception {
    use(version);
    ScriptedPeer bad =
        ScriptedPeer.failing("bad", content, n -> ScriptedPeer.fail(Failure.CORRUPT));
    peers.add(bad);
    peers.add(ScriptedPeer.good("good", content));
    DownloadReport report = fetch();
    assertThat(report.fromOrigin()).isZero();
    assertThat(report.peerBytes()).containsOnlyKeys("good");
    assertThat(bad.requests).hasValue(1);
  }

  @Test
  void fetch_corruptPeerAlone_takesAllFromTheOrigin() throws Exception {
    peers.add(ScriptedPeer.failing("bad", content, n -> ScriptedPeer.fail(Failure.CORRUPT)));
    DownloadReport report = fetch();
    assertThat(report.fromPeers()).isZero();
    assertThat(report.fromOrigin()).isEqualTo(LENGTH);
  }

  @Test
  void fetch_peerThatNeverAnswers_isNotWaitedForByTheOthers() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    peers.add(
        ScriptedPeer.failing(
            "stuck",
            content,
            n -> {
              never.await();
              return Optional.empty();
            }));
    peers.add(ScriptedPeer.good("good", content));
    assertThat(fetch().fromPeers()).isEqualTo(LENGTH);
  }

  @Test
  void fetch_silentAndDeadPeers_takesAllFromTheOrigin() throws Exception {
    peers.add(ScriptedPeer.failing("dead", content, n -> ScriptedPeer.fail(Failure.REFUSED)));
    peers.add(ScriptedPeer.failing("silent", content, n -> ScriptedPeer.fail(Failure.SILENT)));
    assertThat(fetch().fromOrigin()).isEqualTo(LENGTH);
  }

  @Test
  void fetch_peerThatDiesInTheMiddle_takesTheRestElsewhere() throws Exception {
    peers.add(
        ScriptedPeer.failing(
            "dying", content, n -> n < 20 ? Optional.empty() : ScriptedPeer.fail(Failure.REFUSED)));
    DownloadReport report = fetch();
    assertThat(report.fromPeers()).isEqualTo(20 * 65536);
    assertThat(report.fromOrigin()).isEqualTo(LENGTH - 20 * 65536);
  }

  @Test
  void fetch_tenPeersOneOfThemBad_takesNothingFromTheOrigin() throws Exception {
    for (int i = 0; i < 9; i++) {
      int number = i;
      peers.add(
          ScriptedPeer.failing(
              "good" + i,
              content,
              n ->
                  (n * 31 + number) % 7 == 0 ? ScriptedPeer.fail(Failure.BUSY) : Optional.empty()));
    }
    peers.add(0, ScriptedPeer.failing("bad", content, n -> ScriptedPeer.fail(Failure.CORRUPT)));
    DownloadReport report = fetch();
    assertThat(report.fromOrigin()).isZero();
    assertThat(report.peerBytes()).doesNotContainKey("bad");
  }

  @Test
  void fetch_hostedCache_isAskedForWhatNamedPeersLack() throws Exception {
    peers.add(ScriptedPeer.keeping("half", content, (s, i) -> i % 2 == 0));
    hostedCache = Optional.of(ScriptedPeer.good("hosted", content));
    DownloadReport report = fetch();
    assertThat(report.fromOrigin()).isZero();
    assertThat(report.fromPeers()).isGreaterThan(LENGTH / 3L);
    assertThat(report.fromHostedCache()).isGreaterThan(LENGTH / 3L);
  }

  @ParameterizedTest
  @EnumSource
  void fetch_secondTime_asksNobodyButTheOwnCache(ContentVersion version) throws Exception {
    use(version);
    MemoryStore memory = new MemoryStore();
    store = memory;
    ScriptedPeer peer = ScriptedPeer.good("good", content);
    peers.add(peer);
    fetch();
    assertThat(memory.bytes()).isEqualTo(LENGTH);
    int requests = peer.requests.get();
    options = ClientOptions.defaults();
    finder =
        segments -> {
          throw new AssertionError("no discovery is needed");
        };
    assertThat(fetch().fromCache()).isEqualTo(LENGTH);
    assertThat(peer.requests).hasValue(requests);
    assertThat(origin.contentBytes).hasValue(0);
  }

  @Test
  void fetch_discovery_findsPeersOnce() throws Exception {
    options = ClientOptions.defaults();
    List<Integer> rounds = new ArrayList<>();
    BlockPeer found = ScriptedPeer.good("found", content);
    finder =
        segments -> {
          rounds.add(segments.size());
          return List.of(found);
        };
    DownloadReport report = fetch();
    assertThat(report.fromPeers()).isEqualTo(LENGTH);
    assertThat(rounds).containsExactly(1);
  }

  @Test
  void fetch_discoveryFindsNobody_takesAllFromTheOriginInOneRange() throws Exception {
    options = ClientOptions.defaults();
    assertThat(fetch().fromOrigin()).isEqualTo(LENGTH);
    assertThat(origin.requests).hasSize(2);
  }
}
