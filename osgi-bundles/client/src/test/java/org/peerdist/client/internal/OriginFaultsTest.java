package org.peerdist.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.peerdist.api.SourceKind;
import org.peerdist.client.DownloadException;
import org.peerdist.client.DownloadReport;
import org.peerdist.client.DownloadTarget;
import org.peerdist.client.ProgressListener;
import org.peerdist.content.ContentVersion;

/** Origins that do no PeerDist, do it badly, break, or change. */
@Timeout(30)
class OriginFaultsTest {
  private static final int LENGTH = DownloadFixture.LENGTH;

  @TempDir Path folder;

  private final DownloadFixture network = new DownloadFixture(ContentVersion.V1);
  private final ScriptedOrigin origin = network.origin;

  private DownloadReport fetchFile(DownloadTarget target, Path file)
      throws IOException, InterruptedException {
    try (target) {
      DownloadReport report = network.fetch(target);
      assertThat(Files.readAllBytes(file)).isEqualTo(origin.content);
      return report;
    }
  }

  @Test
  void fetch_originWithoutPeerDist_isPlain() throws Exception {
    origin.information = Optional.empty();
    DownloadReport report = network.fetch();
    assertThat(report.fromOrigin()).isEqualTo(LENGTH);
    assertThat(report.hashBytes()).isZero();
    assertThat(origin.requests).hasSize(1);
  }

  @Test
  void fetch_emptyContent_isEmpty() throws Exception {
    origin.information = Optional.empty();
    origin.content = new byte[0];
    assertThat(network.fetch().bytes()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void fetch_truncatedHashes_takesAllFromTheOrigin(ContentVersion version) throws Exception {
    DownloadFixture other = new DownloadFixture(version);
    byte[] encoded = other.content.encoded();
    other.origin.information = Optional.of(Arrays.copyOf(encoded, encoded.length - 20));
    other.peers.add(ScriptedPeer.good("good", other.content));
    DownloadReport report = other.fetch();
    assertThat(report.fromOrigin()).isEqualTo(LENGTH);
    assertThat(other.origin.count("X-P2P-PeerDist", "MissingDataRequest=true")).isEqualTo(1);
  }

  @Test
  void fetch_hashesOfAnotherLength_takesAllFromTheOrigin() throws Exception {
    origin.information = Optional.of(TestContent.of(ContentVersion.V1, LENGTH - 1, 1).encoded());
    assertThat(network.fetch().fromOrigin()).isEqualTo(LENGTH);
  }

  @Test
  void fetch_hashesThatContradictThemselves_takesAllFromTheOrigin() throws Exception {
    byte[] encoded = network.content.encoded().clone();
    encoded[encoded.length - 1] ^= 1;
    origin.information = Optional.of(encoded);
    network.peers.add(ScriptedPeer.good("good", network.content));
    assertThat(network.fetch().fromPeers()).isZero();
  }

  @Test
  void fetch_hashesLongerThanAnyContentNeeds_areNotRead() throws Exception {
    origin.information = Optional.of(new byte[LENGTH]);
    DownloadReport report = network.fetch();
    assertThat(report.fromOrigin()).isEqualTo(LENGTH);
    assertThat(report.hashBytes()).isLessThan(LENGTH / 8);
  }

  @ParameterizedTest
  @EnumSource
  void fetch_hashesOfOtherBytes_writesTheOriginsBytesOnly(ContentVersion version) throws Exception {
    DownloadFixture other = new DownloadFixture(version);
    other.origin.information = Optional.of(TestContent.of(version, LENGTH, 2).encoded());
    other.peers.add(ScriptedPeer.good("good", other.content));
    DownloadReport report = other.fetch();
    assertThat(report.fromPeers()).isZero();
    assertThat(report.fromOrigin()).isEqualTo(LENGTH);
  }

  @Test
  void fetch_oneWrongBlockHash_startsTheFileAgain() throws Exception {
    origin.content = network.content.bytes().clone();
    origin.content[3 << 20] ^= 1;
    Path file = folder.resolve("out");
    DownloadReport report = fetchFile(DownloadTarget.ofFile(file), file);
    assertThat(report.fromOrigin()).isEqualTo(LENGTH);
  }

  @Test
  void fetch_oneWrongBlockHashIntoAPipe_goesOnWithoutHashes() throws Exception {
    origin.content = network.content.bytes().clone();
    origin.content[3 << 20] ^= 1;
    assertThat(network.fetch().fromOrigin()).isEqualTo(LENGTH);
  }

  @Test
  void fetch_contentChangesWithTheRanges_startsTheFileAgain() throws Exception {
    byte[] changed = TestContent.of(ContentVersion.V1, LENGTH + 5, 3).bytes();
    origin.beforeRequest =
        () -> {
          if (!origin.requests.isEmpty()) {
            origin.content = changed;
            origin.etag = "\"2\"";
          }
        };
    Path file = folder.resolve("out");
    assertThat(fetchFile(DownloadTarget.ofFile(file), file).fromOrigin()).isEqualTo(LENGTH + 5);
  }

  @Test
  void fetch_contentChangesAfterBytesWentIntoAPipe_failsWithOneSentence() {
    network.peers.add(ScriptedPeer.keeping("first", network.content, (s, i) -> i < 10));
    CountDownLatch written = new CountDownLatch(1);
    network.listener = (done, length, kind) -> written.countDown();
    origin.beforeRequest =
        () -> {
          if (!origin.requests.isEmpty()) {
            await(written);
            origin.etag = "\"2\"";
          }
        };
    DownloadTarget pipe =
        DownloadTarget.ofChannel(Channels.newChannel(new ByteArrayOutputStream()));
    assertThatThrownBy(() -> network.fetch(pipe))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("changed during the download");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void fetch_connectionsBreak_goOnWhereTheyWere() throws Exception {
    origin.breakAfter = 1_000_000;
    assertThat(network.fetch().fromOrigin()).isEqualTo(LENGTH);
    // Blocks that were cut off are asked for once more.
    assertThat(origin.contentBytes.get()).isLessThan(LENGTH + 6 * 65536);
  }

  @Test
  void fetch_plainConnectionsBreak_goOnWhereTheyWere() throws Exception {
    origin.information = Optional.empty();
    origin.breakAfter = 1_000_000;
    assertThat(network.fetch().fromOrigin()).isEqualTo(LENGTH);
    assertThat(origin.contentBytes).hasValue(LENGTH);
    assertThat(origin.count("Range", "bytes=1000000-")).isEqualTo(1);
  }

  @Test
  void fetch_plainContentChangesWhenTheConnectionBreaks_startsTheFileAgain() throws Exception {
    origin.information = Optional.empty();
    origin.breakAfter = 1_000_000;
    byte[] changed = TestContent.of(ContentVersion.V1, LENGTH, 3).bytes();
    AtomicInteger requests = new AtomicInteger();
    origin.beforeRequest =
        () -> {
          if (requests.incrementAndGet() == 2) {
            origin.content = changed;
            origin.etag = "\"2\"";
            origin.breakAfter = Long.MAX_VALUE;
          }
        };
    Path file = folder.resolve("out");
    assertThat(fetchFile(DownloadTarget.ofFile(file), file).fromOrigin()).isEqualTo(LENGTH);
  }

  /** A clock that goes on by a second whenever it is looked at. */
  private void leap() {
    AtomicLong seconds = new AtomicLong();
    network.clock = () -> TimeUnit.SECONDS.toNanos(seconds.incrementAndGet());
  }

  /** The origin gives a megabyte, and then nothing to so many requests. */
  private void loseOrigin(int requests, ScriptedOrigin.Instead instead) {
    origin.breakAfter = 1_000_000;
    AtomicInteger left = new AtomicInteger(requests);
    origin.instead =
        headers -> {
          if (origin.contentBytes.get() == 0 || left.getAndDecrement() <= 0) {
            return null;
          }
          origin.breakAfter = Long.MAX_VALUE;
          return instead.of(headers);
        };
  }

  private static OriginAnswer refuse(Map<String, String> headers) throws IOException {
    throw new IOException("no connection");
  }

  private static OriginAnswer busy(Map<String, String> headers) {
    return ScriptedOrigin.status(503, Map.of("retry-after", "2"));
  }

  /** Remembers what is told of a lost origin. */
  private static final class Listener implements ProgressListener {
    private final List<Duration> waits = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void progressed(long done, OptionalLong length, SourceKind kind) {}

    @Override
    public void waiting(long done, OptionalLong length, Duration left) {
      waits.add(left);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fetch_originIsGoneForLong_goesOnWhenItIsBack(boolean hashes) throws Exception {
    leap();
    Listener listener = new Listener();
    network.listener = listener;
    network.options = network.options.withOriginPatience(Duration.ofHours(10));
    if (!hashes) {
      origin.information = Optional.empty();
    }
    loseOrigin(20, OriginFaultsTest::refuse);
    assertThat(network.fetch().fromOrigin()).isEqualTo(LENGTH);
    assertThat(listener.waits).isNotEmpty().allMatch(left -> left.toHours() <= 10);
    assertThat(origin.contentBytes.get()).isLessThan(LENGTH + 65536);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fetch_originIsGoneForGood_failsWithOneSentence(boolean hashes) {
    leap();
    network.options = network.options.withOriginPatience(Duration.ofMinutes(2));
    if (!hashes) {
      origin.information = Optional.empty();
    }
    loseOrigin(Integer.MAX_VALUE, OriginFaultsTest::refuse);
    assertThatThrownBy(network::fetch)
        .isInstanceOf(DownloadException.class)
        .hasMessageMatching("no connection; it was tried again for \\d+ s");
    assertThat(origin.requests).hasSizeGreaterThan(5);
    Duration last = origin.patiences.get(origin.patiences.size() - 1);
    assertThat(last).as("of the last try").isLessThan(Duration.ofMinutes(2));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fetch_originIsBusyInBetween_goesOn(boolean hashes) throws Exception {
    leap();
    if (!hashes) {
      origin.information = Optional.empty();
    }
    loseOrigin(1, OriginFaultsTest::busy);
    assertThat(network.fetch().fromOrigin()).isEqualTo(LENGTH);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 410, 429, 500, 501})
  void fetch_originRefusesInBetween_failsAtOnce(int status) {
    loseOrigin(1, headers -> ScriptedOrigin.status(status, Map.of()));
    assertThatThrownBy(network::fetch)
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("answered " + status);
  }

  @Test
  void fetch_originIsNotThere_failsAtOnce() {
    origin.instead = OriginFaultsTest::refuse;
    assertThatThrownBy(network::fetch).hasMessage("no connection");
    assertThat(origin.requests).hasSize(1);
  }

  @Test
  void fetch_originIsBusyAtFirst_isAskedAgainIfItSaysWhen() throws Exception {
    leap();
    origin.instead = headers -> origin.requests.size() < 4 ? busy(headers) : null;
    assertThat(network.fetch().fromOrigin()).isEqualTo(LENGTH);
    origin.instead = headers -> ScriptedOrigin.status(503, Map.of());
    assertThatThrownBy(network::fetch)
        .hasMessage("the origin answered 503 for " + ScriptedOrigin.URL);
  }

  /** The line to the origin breaks for good, and a peer comes that has the rest. */
  @Test
  void fetch_originIsGone_takesTheRestFromAPeerThatTurnsUp() throws Exception {
    leap();
    network.options = network.options.withDiscovery(true).withOriginPatience(Duration.ofHours(10));
    loseOrigin(Integer.MAX_VALUE, OriginFaultsTest::refuse);
    network.finder =
        segments ->
            origin.breakAfter == Long.MAX_VALUE
                ? List.of(ScriptedPeer.good("late", network.content))
                : List.of();
    DownloadReport report = network.fetch();
    assertThat(report.fromOrigin()).isLessThanOrEqualTo(1_000_000);
    assertThat(report.fromPeers()).isEqualTo(LENGTH - report.fromOrigin());
  }

  @Test
  void fetch_originWithoutRanges_isReadOnce() throws Exception {
    origin.ranges = false;
    network.peers.add(ScriptedPeer.keeping("some", network.content, (s, i) -> i % 5 == 1));
    assertThat(network.fetch().fromPeers()).isPositive();
    assertThat(origin.requests).hasSize(2);
  }

  @Test
  void fetch_hashesComeLater_keepsTheBlocksForOthers() throws Exception {
    MemoryStore memory = new MemoryStore();
    network.store = memory;
    origin.hashesAfter.set(3);
    DownloadReport report = network.fetch();
    assertThat(report.fromOrigin()).isEqualTo(LENGTH);
    assertThat(report.hashBytes()).isEqualTo(network.content.encoded().length);
    assertThat(memory.bytes()).isEqualTo(LENGTH);
    // The content came once, and a byte for each question.
    assertThat(origin.contentBytes.get()).isLessThan(LENGTH + 10);
  }

  @Test
  void fetch_hashesComeLater_keepsTheBlocksOfAFile() throws Exception {
    MemoryStore memory = new MemoryStore();
    network.store = memory;
    origin.hashesAfter.set(1);
    Path file = folder.resolve("out");
    fetchFile(DownloadTarget.ofFile(file), file);
    assertThat(memory.bytes()).isEqualTo(LENGTH);
  }

  @Test
  void fetch_partialFile_keepsWhatIsRight() throws Exception {
    Path file = folder.resolve("out");
    byte[] there = Arrays.copyOf(network.content.bytes(), 2_000_000);
    there[1_500_000] ^= 1;
    Files.write(file, there);
    network.peers.add(ScriptedPeer.good("good", network.content));
    DownloadReport report = fetchFile(DownloadTarget.ofPartialFile(file), file);
    assertThat(report.resumed()).isEqualTo(1_500_000 / 65536 * 65536);
    assertThat(report.fromPeers()).isEqualTo(LENGTH - report.resumed());
    assertThat(report.sha256()).contains(network.content.sha256());
  }

  @Test
  void fetch_completeFile_takesNothing() throws Exception {
    Path file = folder.resolve("out");
    Files.write(file, Arrays.copyOf(network.content.bytes(), LENGTH + 100));
    DownloadReport report = fetchFile(DownloadTarget.ofPartialFile(file), file);
    assertThat(report.resumed()).isEqualTo(LENGTH);
    assertThat(report.bytes()).isZero();
    assertThat(origin.contentBytes).hasValue(0);
  }

  @Test
  void fetch_partialFileFromAnOriginWithoutHashes_isWrittenFromItsStart() throws Exception {
    origin.information = Optional.empty();
    Path file = folder.resolve("out");
    Files.write(file, new byte[1000]);
    assertThat(fetchFile(DownloadTarget.ofPartialFile(file), file).bytes()).isEqualTo(LENGTH);
  }
}
