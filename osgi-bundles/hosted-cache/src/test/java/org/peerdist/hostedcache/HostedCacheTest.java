package org.peerdist.hostedcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.cache.CacheOptions;
import org.peerdist.cache.ContentCache;
import org.peerdist.content.Segment;
import org.peerdist.retrieval.FetchResult;
import org.peerdist.retrieval.RetrievalClient;
import org.peerdist.retrieval.RetrievalServer;

/** Offers, fetching and giving out, all but the HTTP server. */
@Timeout(60)
class HostedCacheTest {
  private static final InetAddress CLIENT = TestNetwork.address(7);
  private static final InetSocketAddress HOSTED_CACHE =
      new InetSocketAddress(TestNetwork.address(1), 80);

  @TempDir Path folder;
  private ContentCache cache;
  private HostedCache hosted;
  private final TestNetwork network = new TestNetwork();
  private final SampleContent content1 = SampleContent.version1(500_000);
  private final SampleContent content2 = SampleContent.version2(1_000_000, 60_000);

  @BeforeEach
  void open() throws IOException {
    cache = ContentCache.open(folder, CacheOptions.ofMaxBytes(50_000_000));
    hosted = HostedCache.start(cache, HostedCacheOptions.DEFAULT, network);
  }

  @AfterEach
  void close() throws IOException {
    hosted.close();
    cache.close();
  }

  private ResponseCode offer(InetAddress client, OfferMessage message) throws Exception {
    return ResponseCode.read(
        hosted.offer(message.version(), client, message.encode()).orElseThrow());
  }

  private static BatchedOffer batched(SampleContent content) {
    return new BatchedOffer(
        1337,
        content.segments().stream()
            .map(segment -> OfferedSegment.of(segment, Wire.TAG).orElseThrow())
            .toList());
  }

  private void awaitEnd() {
    while (hosted.pending() > 0) {
      assertThat(Thread.interrupted()).as("in time").isFalse();
      Thread.onSpinWait();
    }
  }

  /** Fetches everything from the hosted cache with a network of its own. */
  private void assertGivesOut(SampleContent content) {
    TestNetwork lan = new TestNetwork();
    lan.add(HOSTED_CACHE, new RetrievalServer(hosted.blocks()));
    RetrievalClient reader = new RetrievalClient(lan);
    for (Segment segment : content.segments()) {
      for (int index = 0; index < segment.blockCount(); index++) {
        FetchResult result = reader.fetchBlock(HOSTED_CACHE, segment, index);
        assertThat(result)
            .as("block %s of %s", index, segment)
            .isInstanceOf(FetchResult.Fetched.class);
        assertThat(((FetchResult.Fetched) result).block().data())
            .isEqualTo(content.block(segment, index));
      }
    }
  }

  @Test
  void offer_version2_isFetchedAndGivenOut() throws Exception {
    network.add(CLIENT, 1337, new TestPeer(content2));
    assertThat(offer(CLIENT, batched(content2))).isEqualTo(ResponseCode.OK);
    awaitEnd();
    network.remove(CLIENT, 1337);
    assertGivesOut(content2);
    assertThat(hosted.statistics().pulledSegments()).isEqualTo(17);
    assertThat(network.asked).as("a request a segment").hasSize(17);

    assertThat(offer(TestNetwork.address(8), batched(content2))).isEqualTo(ResponseCode.OK);
    awaitEnd();
    assertThat(network.asked).as("nobody is asked for what is there").hasSize(17);
    assertThat(hosted.statistics().heldSegments()).isEqualTo(17);
  }

  @Test
  void offer_version2OfSegmentWithBlocks_isFetchedAndGivenOut() throws Exception {
    network.add(CLIENT, 1337, new TestPeer(content1));
    offer(CLIENT, batched(content1));
    awaitEnd();
    assertGivesOut(content1);
    assertThat(cache.find(content1.segment().id())).as("nothing is verified").isEmpty();
  }

  @Test
  void offer_version1_isVerifiedAndGivenOut() throws Exception {
    network.add(CLIENT, 1337, new TestPeer(content1));
    Segment segment = content1.segment();
    InitialOffer initial = new InitialOffer(1337, segment.id());
    assertThat(offer(CLIENT, initial)).isEqualTo(ResponseCode.INTERESTED);
    assertThat(network.asked).isEmpty();
    assertThat(offer(CLIENT, SegmentInfo.of(1337, Wire.TAG, segment, segment.range())))
        .isEqualTo(ResponseCode.OK);
    awaitEnd();
    assertGivesOut(content1);
    assertThat(cache.find(segment.id()).orElseThrow().isComplete()).isTrue();
    assertThat(offer(CLIENT, initial)).isEqualTo(ResponseCode.OK);
  }

  @Test
  void offer_fromMany_isFetchedOnce_alsoWhenSomeLie() throws Exception {
    network.add(TestNetwork.address(40), 1337, new TestPeer(content2));
    for (int client = 2; client <= 40; client++) {
      offer(TestNetwork.address(client), batched(content2));
    }
    awaitEnd();
    offer(TestNetwork.address(40), batched(content2));
    awaitEnd();
    assertGivesOut(content2);
    assertThat(hosted.statistics().storedBlocks()).isEqualTo(17);
  }

  @Test
  void offer_ofPartsFromTwo_isPutTogether() throws Exception {
    Segment segment = content1.segment();
    network.add(TestNetwork.address(2), 1337, new TestPeer(content1).without(segment, 0, 4));
    network.add(TestNetwork.address(3), 1337, new TestPeer(content1).without(segment, 4, 8));
    offer(TestNetwork.address(2), batched(content1));
    offer(TestNetwork.address(3), batched(content1));
    awaitEnd();
    assertGivesOut(content1);
  }

  @Test
  void offer_ofPrivilegedPort_reachesNobody() throws Exception {
    List<OfferedSegment> segments = batched(content2).segments();
    for (int port : new int[] {0, 22, 25, 443}) {
      assertThat(offer(CLIENT, new BatchedOffer(port, segments))).isEqualTo(ResponseCode.OK);
    }
    awaitEnd();
    assertThat(network.asked).isEmpty();
    assertThat(hosted.statistics().refusedSegments()).isEqualTo(4 * 17);
  }

  @Test
  void offer_malformed_reachesNobody() {
    ByteBuffer message = batched(content2).encode();
    for (int length = 0; length < message.remaining(); length += 7) {
      if ((length - 16) % 59 != 0) {
        assertThat(hosted.offer(HostedCacheVersion.V2, CLIENT, Wire.cut(message, length)))
            .isEqualTo(Optional.empty());
      }
    }
    assertThat(hosted.offer(HostedCacheVersion.V1, CLIENT, message)).isEqualTo(Optional.empty());
    assertThat(hosted.pending()).isZero();
    assertThat(network.asked).isEmpty();
    assertThat(cache.size()).isZero();
  }

  @Test
  void offer_afterClose_isAnsweredAndReachesNobody() throws Exception {
    network.add(CLIENT, 1337, new TestPeer(content2));
    hosted.close();
    assertThat(offer(CLIENT, batched(content2))).isEqualTo(ResponseCode.OK);
    assertThat(network.asked).isEmpty();
  }
}
