package org.peerdist.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.peerdist.api.PeerDistError;
import org.peerdist.api.PeerDistException;
import org.peerdist.api.ReadResult;
import org.peerdist.api.RetrievedContent;
import org.peerdist.api.RetrievingSession;
import org.peerdist.api.VersionRange;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentTag;
import org.peerdist.content.ContentVersion;

/** The functions of clients, each in a test that is named by it. */
class RetrievingApiTest extends ApiFixture {
  private static final Duration HOURS = Duration.ofHours(2);

  @Test
  void peerDistClientOpenContent_needsContentInformationToRead() throws Exception {
    try (RetrievedContent opened = second.openContent(TAG)) {
      assertThat(error(() -> get(opened.read(0, 1, SOON))))
          .isEqualTo(PeerDistError.NOT_INITIALIZED);
      assertThat(error(() -> opened.channel(SOON))).isEqualTo(PeerDistError.NOT_INITIALIZED);
    }
  }

  @Test
  void peerDistClientCloseContent_keepsWhatIsInTheCache() throws Exception {
    seeded().close();
    try (RetrievedContent again = openContent(first)) {
      assertThat(get(again.cached(0))).isEqualTo(LENGTH);
    }
  }

  @Test
  void peerDistClientGetInformationByHandle_withoutOthers_isNoFlashCrowd() throws Exception {
    publish();
    assertThat(get(openContent(second).isFlashCrowd())).isFalse();
  }

  @Test
  void peerDistClientAddContentInformation_takesItInPieces() throws Exception {
    seeded();
    byte[] encoded = information();
    try (RetrievedContent opened = second.openContent(TAG)) {
      for (int at = 0; at < encoded.length; at += 100) {
        opened.addContentInformation(
            ByteBuffer.wrap(encoded, at, Math.min(100, encoded.length - at)));
      }
      assertThat(get(opened.completeContentInformation()))
          .isEqualTo(ContentRange.ofLength(0, LENGTH));
    }
  }

  @Test
  void peerDistClientCompleteContentInformation_tellsVersionFromDamage() throws Exception {
    publish();
    byte[] encoded = information(Optional.empty(), VersionRange.of(ContentVersion.V1));
    try (RetrievedContent opened = second.openContent(TAG)) {
      byte[] other = encoded.clone();
      other[1] = 3;
      assertThat(error(() -> describe(opened, other)))
          .isEqualTo(PeerDistError.CONTENTINFO_VERSION_UNSUPPORTED);
      byte[] damaged = encoded.clone();
      damaged[damaged.length - 1] ^= 1;
      assertThat(error(() -> describe(opened, damaged)))
          .isEqualTo(PeerDistError.CANNOT_PARSE_CONTENTINFO);
      assertThat(error(() -> describe(opened, new byte[0])))
          .isEqualTo(PeerDistError.CANNOT_PARSE_CONTENTINFO);
      assertThat(describe(opened, encoded)).isEqualTo(ContentRange.ofLength(0, LENGTH));
    }
  }

  @Test
  void peerDistClientAddData_anywhere_alsoBeforeItsHashes_isVerified() throws Exception {
    publish();
    try (RetrievedContent opened = first.openContent(TAG)) {
      assertThat(get(opened.addData(500_000, ByteBuffer.wrap(content, 500_000, 500_000)))).isZero();
      assertThat(opened.statistics().held()).isEqualTo(500_000);
      describe(opened, information());
      assertThat(get(opened.addData(0, ByteBuffer.wrap(content, 0, 500_000)))).isPositive();
      assertThat(get(opened.cached(0))).isEqualTo(LENGTH);
      assertThat(opened.statistics().added()).isEqualTo(LENGTH);
      assertThat(error(() -> get(opened.addData(LENGTH, ByteBuffer.allocate(1)))))
          .isEqualTo(PeerDistError.OUT_OF_BOUNDS);
      get(opened.addData(0, ByteBuffer.allocate(200_000)));
      assertThat(opened.statistics().rejected()).isPositive();
    }
  }

  @Test
  void peerDistClientBlockRead_manyAtOnce_comeFromThePeer() throws Exception {
    seeded();
    try (RetrievedContent opened = openContent(second)) {
      List<CompletableFuture<ReadResult>> reads = new ArrayList<>();
      for (int at = 0; at < LENGTH; at += 10_000) {
        reads.add(opened.read(at, 10_000, SOON));
      }
      for (int i = 0; i < reads.size(); i++) {
        assertRight(get(reads.get(i)), i * 10_000L);
      }
      assertThat(opened.statistics().fromPeers()).isEqualTo(LENGTH);
      assertRight(get(opened.read(0, 1, Duration.ZERO)), 0);
      assertServed(LENGTH);
    }
    assertKept(second);
  }

  /** Blocks are given before they are kept: the last ones may be on their way to the disk. */
  private void assertKept(RetrievingSession session) throws Exception {
    try (RetrievedContent again = openContent(session)) {
      assertReaches(() -> get(again.cached(0)), LENGTH);
    }
  }

  /** The peer counts when an answer is out, which may be after it has arrived. */
  private void assertServed(long bytes) throws Exception {
    assertReaches(peers.served::bytesServed, bytes);
  }

  private static void assertReaches(Callable<Long> count, long bytes) throws Exception {
    long end = System.nanoTime() + SOON.toNanos();
    while (count.call() < bytes && System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
    assertThat(count.call()).isEqualTo(bytes);
  }

  @Test
  void peerDistClientBlockRead_ofWhatNobodyHas_tellsWhatIsMissing_andReadsItOnceAdded()
      throws Exception {
    publish();
    try (RetrievedContent opened = openContent(second)) {
      ReadResult.Missing missing = (ReadResult.Missing) get(opened.read(0, 1 << 20, SOON));
      assertThat(missing)
          .isEqualTo(new ReadResult.Missing(ContentRange.ofLength(0, LENGTH), false));
      assertThat(get(opened.read(0, 1 << 20, Duration.ZERO))).isEqualTo(missing);
      get(opened.addData(0, ByteBuffer.wrap(content)));
      assertRight(get(opened.read(700_000, 1, SOON)), 700_000);
    }
  }

  @Test
  void peerDistClientStreamRead_goesOnWhereItWas_alsoAfterAGap() throws Exception {
    publish();
    RetrievedContent seed = openContent(first);
    get(seed.addData(0, ByteBuffer.wrap(content, 0, 500_000)));
    long had = get(seed.cached(0));
    assertThat(had).isBetween(1L, 500_000L);
    try (RetrievedContent opened = openContent(second)) {
      long at = 0;
      while (at < had) {
        ReadResult result = get(opened.readNext(100_000, SOON));
        assertRight(result, at);
        at += ((ReadResult.Data) result).bytes().remaining();
      }
      assertThat(get(opened.readNext(LENGTH, SOON)))
          .isEqualTo(new ReadResult.Missing(ContentRange.ofEnd(had, LENGTH), false));
      assertThat(get(opened.readNext(LENGTH, SOON))).isEqualTo(new ReadResult.End());
    }
  }

  @Test
  void peerDistClientStreamRead_asAChannel_readsAndSeeks() throws Exception {
    seeded();
    try (RetrievedContent opened = openContent(second);
        SeekableByteChannel channel = opened.channel(SOON)) {
      assertThat(Channels.newInputStream(channel).readAllBytes()).isEqualTo(content);
      ByteBuffer some = ByteBuffer.allocate(10);
      assertThat(channel.position(123_456).read(some)).isEqualTo(10);
      assertThat(some.flip()).isEqualTo(ByteBuffer.wrap(content, 123_456, 10));
    }
  }

  @Test
  void peerDistClientStreamRead_asAChannel_failsWithTheRange_andGoesOn() throws Exception {
    publish();
    try (RetrievedContent opened = openContent(second);
        SeekableByteChannel channel = opened.channel(SOON)) {
      assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1)))
          .isInstanceOfSatisfying(
              PeerDistException.class,
              e -> {
                assertThat(e.error()).isEqualTo(PeerDistError.MISSING_DATA);
                assertThat(e.missing()).contains(ContentRange.ofLength(0, LENGTH));
              });
      get(opened.addData(0, ByteBuffer.wrap(content)));
      assertThat(Channels.newInputStream(channel).readAllBytes()).isEqualTo(content);
    }
  }

  @Test
  void peerDistClientFlushContent_dropsWhatTheTagHas() throws Exception {
    RetrievedContent seed = seeded();
    assertThat(get(first.flush(ContentTag.ofName("other")))).isZero();
    assertThat(get(seed.cached(0))).isEqualTo(LENGTH);
    assertThat(get(first.flush(TAG))).isPositive();
    assertThat(get(seed.cached(0))).isZero();
    assertThat(get(seed.read(0, 1, Duration.ZERO))).isInstanceOf(ReadResult.Missing.class);
  }

  @Test
  void peerDistClientCancelAsyncOperation_ofOneOrAll() throws Exception {
    publish();
    // Connections come about, and nobody answers.
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        RetrievingSession session = peers.patient(silent).openSession()) {
      RetrievedContent opened = openContent(session);
      CompletableFuture<ReadResult> one = opened.read(0, 1, HOURS);
      CompletableFuture<ReadResult> two = opened.read(0, 1, HOURS);
      assertThat(one.cancel(true)).isTrue();
      assertThat(one).isCancelled();
      assertThat(two).isNotDone();
      opened.cancelAll();
      assertThat(error(() -> get(two))).isEqualTo(PeerDistError.OPERATION_ABORTED);
      get(opened.addData(0, ByteBuffer.wrap(content)));
      assertRight(get(opened.read(0, 1, HOURS)), 0);
    }
  }
}
