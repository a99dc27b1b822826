package org.peerdist.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.peerdist.client.BlockStore;
import org.peerdist.client.DownloadRates;
import org.peerdist.client.DownloadReport;
import org.peerdist.client.PeerAnswer;
import org.peerdist.content.ContentVersion;

@Timeout(60)
class RateLimitTest {
  private static final int LENGTH = DownloadFixture.LENGTH;

  /** A download of the content takes a second at this rate. */
  private static final long RATE = LENGTH;

  /** What comes last has waited for all before it. */
  private static final long LEAST = TimeUnit.MILLISECONDS.toNanos(900);

  private static DownloadRates rates(long all) {
    return new DownloadRates(OptionalLong.of(all), OptionalLong.empty());
  }

  private static DownloadFixture network(ContentVersion version, DownloadRates rates) {
    DownloadFixture network = new DownloadFixture(version);
    network.options = network.options.withRates(rates);
    return network;
  }

  private static void assertSlow(DownloadFixture network) throws Exception {
    long start = System.nanoTime();
    DownloadReport report = network.fetch();
    assertThat(report.bytes()).isEqualTo(LENGTH);
    assertThat(System.nanoTime() - start).isGreaterThan(LEAST);
  }

  @ParameterizedTest
  @EnumSource
  void fetch_fromPeers_isAsSlowAsItMayBe(ContentVersion version) throws Exception {
    DownloadFixture network = network(version, rates(RATE));
    network.peers.add(ScriptedPeer.good("one", network.content));
    network.peers.add(ScriptedPeer.good("other", network.content));
    assertSlow(network);
    assertThat(network.origin.contentBytes).as("peers are not found slow").hasValue(0);
  }

  @ParameterizedTest
  @EnumSource
  void fetch_fromTheOrigin_isAsSlowAsItMayBe(ContentVersion version) throws Exception {
    assertSlow(network(version, rates(RATE)));
    assertSlow(network(version, new DownloadRates(OptionalLong.empty(), OptionalLong.of(RATE))));
  }

  @Test
  void fetch_fromPeersAndOrigin_isLimitedTogether() throws Exception {
    DownloadFixture network = network(ContentVersion.V1, rates(RATE));
    network.peers.add(ScriptedPeer.keeping("half", network.content, (s, i) -> i % 2 == 0));
    assertSlow(network);
  }

  @Test
  void fetch_fromTheOwnCache_isNotLimited() throws Exception {
    BlockStore store = new MemoryStore();
    DownloadFixture fill = new DownloadFixture(ContentVersion.V1);
    fill.store = store;
    assertThat(fill.fetch().fromOrigin()).isEqualTo(LENGTH);
    // The content would take minutes.
    DownloadFixture network = network(ContentVersion.V1, rates(32 * 1024));
    network.store = store;
    assertThat(network.fetch().fromCache()).isEqualTo(LENGTH);
  }

  @Test
  void fetch_fromPeers_isNotHeldUpByTheLimitOfTheOrigin() throws Exception {
    DownloadFixture network =
        network(
            ContentVersion.V1, new DownloadRates(OptionalLong.empty(), OptionalLong.of(32 * 1024)));
    network.peers.add(ScriptedPeer.good("good", network.content));
    assertThat(network.fetch().fromPeers()).isEqualTo(LENGTH);
  }

  /** Blocks that don't come take nothing from those that do. */
  @Test
  void fetch_fromAPeerThatHasNothing_costsNothing() throws Exception {
    DownloadFixture network = network(ContentVersion.V1, rates(RATE));
    network.peers.add(
        ScriptedPeer.failing("poor", network.content, n -> Optional.of(new PeerAnswer.Missing())));
    network.peers.add(ScriptedPeer.good("good", network.content));
    assertSlow(network);
    assertThat(network.origin.contentBytes).hasValue(0);
  }

  private static InputStream limited(byte[] bytes, long rate) throws Exception {
    OriginTransport transport =
        (url, headers, patience) ->
            new OriginAnswer(url, 200, Map.of(), new ByteArrayInputStream(bytes));
    return new RateLimit(rates(rate), System::nanoTime)
        .over(transport)
        .get(URI.create("http://origin.example/"), Map.of())
        .body();
  }

  @Test
  void read_inAllWays_givesTheSameBytes() throws Exception {
    byte[] bytes = new byte[100_000];
    new Random(3).nextBytes(bytes);
    assertThat(limited(bytes, 1 << 30).readAllBytes()).isEqualTo(bytes);
    try (InputStream body = limited(bytes, 1 << 30)) {
      assertThat(body.read()).isEqualTo(bytes[0] & 0xFF);
      body.skipNBytes(99_998);
      assertThat(body.read()).isEqualTo(bytes[99_999] & 0xFF);
      assertThat(body.read()).isEqualTo(-1);
      assertThat(body.skip(1)).isZero();
    }
  }

  @Test
  void read_ofAnInterruptedThread_ends() throws Exception {
    try (InputStream body = limited(new byte[100_000], 1)) {
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(body::readAllBytes);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void rates_areChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rates(0))
        .withMessage("download rate 0 is less than 1 byte a second");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DownloadRates(OptionalLong.empty(), OptionalLong.of(-1)))
        .withMessage("origin rate -1 is less than 1 byte a second");
    RateLimit none = new RateLimit(DownloadRates.UNLIMITED, System::nanoTime);
    assertThat(none.limitsPeers()).isFalse();
    assertThat(none.startBlock(1L << 40)).isEqualTo(Duration.ZERO);
  }
}
