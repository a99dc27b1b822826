package org.peerdist.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentTag;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;
import org.peerdist.hostedcache.HostedCacheClient;
import org.peerdist.hostedcache.HostedCacheVersion;
import org.peerdist.hostedcache.HttpOfferTransport;
import org.peerdist.hostedcache.OfferTransport;
import org.peerdist.hostedcache.OfferTransportSettings;
import org.peerdist.retrieval.Answer;
import org.peerdist.retrieval.CryptoAlgorithm;
import org.peerdist.retrieval.FetchResult;
import org.peerdist.retrieval.HttpRetrievalTransport;
import org.peerdist.retrieval.HttpTransportSettings;
import org.peerdist.retrieval.RetrievalClient;
import org.peerdist.retrieval.RetrievalTransport;
import org.peerdist.retrieval.UploadLimits;

/** A client offers and goes away; another one has everything from the hosted cache. */
@Timeout(120)
class HostedCacheStoryTest {
  private static final Duration LONG = Duration.ofSeconds(50);
  private static final ContentTag TAG = ContentTag.ofName("BITS-4.0");
  private static final ContentRange ALL = ContentRange.ofLength(0, PeerOnJetty.LENGTH);

  @TempDir Path folder;

  private PeerOnJetty peer() throws Exception {
    return new PeerOnJetty(folder, CryptoAlgorithm.AES_128, UploadLimits.PEER, LONG);
  }

  /** SPEC [MS-PCHC] 3.2.3: the client has the certificate of the hosted cache. */
  private Answer<Integer> offer(
      HostedCacheOnJetty hosted, HostedCacheVersion version, PeerOnJetty peer, Path keyStore)
      throws Exception {
    OfferTransport transport =
        HttpOfferTransport.create(
            OfferTransportSettings.DEFAULT
                .withTimeout(LONG)
                .withTls(TestCertificate.trusting(keyStore)));
    return new HostedCacheClient(transport, peer.address().getPort())
        .offer(hosted.offers(version), TAG, ALL, peer.segments);
  }

  /** Fetches all segments from the hosted cache. */
  private static void assertGivesOut(
      HostedCacheOnJetty hosted, List<Segment> segments, PeerOnJetty origin) {
    try (RetrievalTransport transport =
        HttpRetrievalTransport.create(HttpTransportSettings.DEFAULT.withRequestTimeout(LONG))) {
      RetrievalClient client = new RetrievalClient(transport);
      for (Segment segment : segments) {
        for (int index = 0; index < segment.blockCount(); index++) {
          FetchResult result = client.fetchBlock(hosted.blocks(), segment, index);
          assertThat(result).isInstanceOf(FetchResult.Fetched.class);
          ByteBuffer data = ((FetchResult.Fetched) result).block().data();
          assertThat(data).isEqualTo(origin.block(segment, index));
        }
      }
      List<SegmentId> ids = segments.stream().map(Segment::id).toList();
      assertThat(client.segmentList(hosted.blocks(), ids).given().orElseThrow().ranges())
          .hasSize(1);
    }
  }

  @Test
  void version2_offeredByOne_isHadByAnother() throws Exception {
    Path keyStore = TestCertificate.create(folder);
    try (HostedCacheOnJetty hosted = new HostedCacheOnJetty(folder, keyStore, LONG)) {
      PeerOnJetty peer = peer();
      try (peer) {
        assertThat(offer(hosted, HostedCacheVersion.V2, peer, keyStore))
            .isEqualTo(new Answer.Given<>(peer.segments.size()));
        hosted.awaitPulls();
      }
      assertGivesOut(hosted, peer.segments, peer);
      assertThat(hosted.hosted.statistics().pulledSegments()).isEqualTo(peer.segments.size());
      for (Segment segment : peer.segments) {
        assertThat(hosted.cache.find(segment.id())).as("it can't verify anything").isEmpty();
        assertThat(hosted.cache.opaqueBlocks().find(segment.id()).orElseThrow().segment().tag())
            .isEqualTo(TAG);
      }
    }
  }

  @Test
  void version1_offeredByOne_isHadByAnother_alsoAfterARestart() throws Exception {
    Path keyStore = TestCertificate.create(folder);
    PeerOnJetty peer = peer();
    List<Segment> segments =
        peer.segments.stream().filter(s -> s.version() == ContentVersion.V1).toList();
    try (peer;
        HostedCacheOnJetty hosted = new HostedCacheOnJetty(folder, keyStore, LONG)) {
      assertThat(offer(hosted, HostedCacheVersion.V1, peer, keyStore))
          .isEqualTo(new Answer.Given<>(segments.size()));
      hosted.awaitPulls();
      for (Segment segment : segments) {
        assertThat(hosted.cache.find(segment.id()).orElseThrow().tag()).isEqualTo(TAG);
      }
    }
    try (HostedCacheOnJetty hosted = new HostedCacheOnJetty(folder, keyStore, LONG)) {
      assertGivesOut(hosted, segments, peer);
    }
  }

  @Test
  void offeredAgain_byAnother_costsNoPull() throws Exception {
    Path keyStore = TestCertificate.create(folder);
    try (HostedCacheOnJetty hosted = new HostedCacheOnJetty(folder, keyStore, LONG);
        PeerOnJetty peer = peer()) {
      offer(hosted, HostedCacheVersion.V2, peer, keyStore);
      hosted.awaitPulls();
      offer(hosted, HostedCacheVersion.V2, peer, keyStore);
      hosted.awaitPulls();
      // The peer counts when an answer is out, which may be after it has arrived.
      assertThat(peer.retrieval.bytesServed())
          .isLessThanOrEqualTo(peer.segments.stream().mapToLong(Segment::length).sum());
      assertThat(hosted.hosted.statistics().heldSegments()).isEqualTo(peer.segments.size());
    }
  }
}
