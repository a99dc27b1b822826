package org.peerdist.hostedcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.cache.CacheOptions;
import org.peerdist.cache.ContentCache;
import org.peerdist.cache.OpaqueSegment;
import org.peerdist.content.Segment;
import org.peerdist.retrieval.Answer;
import org.peerdist.retrieval.BlockResponse;
import org.peerdist.retrieval.FailureKind;
import org.peerdist.retrieval.FetchResult;
import org.peerdist.retrieval.HeldBlock;
import org.peerdist.retrieval.RetrievalClient;

class SegmentPullerTest {
  private static final InetAddress CLIENT = TestNetwork.address(7);
  private static final InetSocketAddress PEER = new InetSocketAddress(CLIENT, 1337);

  @TempDir Path folder;
  private ContentCache cache;
  private HostedStore store;
  private SegmentPuller puller;
  private final TestNetwork network = new TestNetwork();
  private final OfferStatistics statistics = new OfferStatistics();
  private final SampleContent content = SampleContent.version1(10 * 65_536 + 7);
  private final Segment segment = content.segment();
  private long now;

  @BeforeEach
  void open() throws IOException {
    cache = ContentCache.open(folder, CacheOptions.ofMaxBytes(10_000_000));
    store = new HostedStore(cache, InstantSource.system());
    RetrievalClient client = new RetrievalClient(network);
    puller = new SegmentPuller(client, store, statistics, 65_536, () -> now);
  }

  @AfterEach
  void close() throws IOException {
    cache.close();
  }

  private static OpaqueSegment opaque(Segment segment) {
    return new OpaqueSegment(segment.id(), segment.length(), segment.blockLength(), Wire.TAG);
  }

  private PullOutcome pullOpaque() {
    return puller.pull(new Pull.OfOpaque(PEER, opaque(segment), false));
  }

  private PullOutcome pullVerified() {
    return puller.pull(new Pull.OfVerified(PEER, segment, Wire.TAG));
  }

  @Test
  void pull_verified_storesAllBlocksWithTheTag() {
    // SPEC [MS-PCHC] 3.1.5.1, 3.1.5.2: the retrieved blocks MUST be added to the block cache, and
    // the content tag MUST be passed on.
    network.add(CLIENT, 1337, new TestPeer(content));
    assertThat(pullVerified()).isEqualTo(PullOutcome.COMPLETE);
    assertThat(store.isVerified(segment.id())).isTrue();
    assertThat(cache.find(segment.id()).orElseThrow().tag()).isEqualTo(Wire.TAG);
    assertThat(cache.read(segment.id(), 10)).contains(content.block(segment, 10));
    assertThat(statistics.storedBlocks()).isEqualTo(11);
    assertThat(statistics.storedBytes()).isEqualTo(segment.length());
    assertThat(network.asked).as("a list and the blocks").hasSize(12);
  }

  @Test
  void pull_opaque_storesAllBlocksWithTheTag() {
    // SPEC [MS-PCHC] 3.1.5.3: the same.
    network.add(CLIENT, 1337, new TestPeer(content));
    assertThat(pullOpaque()).isEqualTo(PullOutcome.COMPLETE);
    assertThat(store.holding(opaque(segment)).missing().isEmpty()).isTrue();
    assertThat(store.isVerified(segment.id())).isFalse();
    assertThat(cache.opaqueBlocks().find(segment.id()).orElseThrow().segment().tag())
        .isEqualTo(Wire.TAG);
    assertThat(statistics.storedBytes()).isEqualTo(10L * 65_552 + 16);
  }

  @Test
  void pull_whatIsThereAlready_asksNobody() {
    network.add(CLIENT, 1337, new TestPeer(content));
    pullVerified();
    network.asked.clear();
    assertThat(pullVerified()).isEqualTo(PullOutcome.COMPLETE);
    assertThat(pullOpaque()).isEqualTo(PullOutcome.COMPLETE);
    assertThat(network.asked).isEmpty();
  }

  @Test
  void pull_ofPeerWithSomeBlocks_asksForThese() {
    network.add(CLIENT, 1337, new TestPeer(content).without(segment, 2, 9));
    assertThat(pullOpaque()).isEqualTo(PullOutcome.INCOMPLETE);
    assertThat(network.asked).as("a list and 4 blocks").hasSize(5);
    assertThat(store.holding(opaque(segment)).missing().cardinality()).isEqualTo(7);
    network.add(CLIENT, 1337, new TestPeer(content));
    assertThat(pullOpaque()).isEqualTo(PullOutcome.COMPLETE);
    assertThat(network.asked).as("another list and 7 blocks").hasSize(13);
  }

  @Test
  void pull_ofPeerThatHasNothing_isIncomplete() {
    network.add(CLIENT, 1337, new TestPeer());
    assertThat(pullOpaque()).isEqualTo(PullOutcome.INCOMPLETE);
    assertThat(pullVerified()).isEqualTo(PullOutcome.INCOMPLETE);
    assertThat(network.asked).hasSize(2);
    assertThat(cache.size()).isZero();
  }

  @Test
  void pull_whereNobodyListens_fails() {
    assertThat(pullOpaque()).isEqualTo(PullOutcome.FAILED);
    assertThat(pullVerified()).isEqualTo(PullOutcome.FAILED);
    assertThat(network.asked).as("one attempt each").hasSize(2);
  }

  @Test
  void pull_ofPeerThatIsBusy_isIncomplete() throws IOException {
    network.add(CLIENT, 1337, new TestPeer(content));
    assertThat(pullOpaque()).isEqualTo(PullOutcome.COMPLETE);
    cache.clear();
    network.way =
        answer ->
            network.asked.size() % 5 == 0
                ? new Answer.Failed<>(FailureKind.BUSY, "HTTP status 503")
                : answer;
    assertThat(pullOpaque()).isEqualTo(PullOutcome.INCOMPLETE);
    assertThat(pullVerified()).isEqualTo(PullOutcome.INCOMPLETE);
  }

  /** Turns a bit of each block that comes by. */
  private static Answer<ByteBuffer> damaged(Answer<ByteBuffer> answer) {
    ByteBuffer body = answer.given().orElseThrow();
    if (body.remaining() > 1000) {
      body.put(500, (byte) ~body.get(500));
    }
    return answer;
  }

  @Test
  void pull_wrongBytes_areNotStoredIfTheyCanBeVerified() {
    network.add(CLIENT, 1337, new TestPeer(content));
    network.way = SegmentPullerTest::damaged;
    assertThat(pullVerified()).isEqualTo(PullOutcome.FAILED);
    assertThat(cache.find(segment.id())).isEmpty();
    assertThat(pullOpaque()).as("nobody can know").isEqualTo(PullOutcome.COMPLETE);
  }

  private boolean givesOut(int index) {
    return store
        .find(segment.id())
        .flatMap(held -> held.read(index))
        .map(block -> (HeldBlock.Opaque) block)
        .filter(block -> isReadable(block, index))
        .isPresent();
  }

  /** Whether a reader with the key can make something of a block. */
  private boolean isReadable(HeldBlock.Opaque block, int index) {
    BlockResponse response =
        new BlockResponse(
            block.algorithm(), segment.id(), index, 0, block.data(), block.initializationVector());
    TestNetwork loop = new TestNetwork();
    loop.way = any -> new Answer.Given<>(response.encode());
    loop.add(CLIENT, 1337, new TestPeer());
    FetchResult result = new RetrievalClient(loop).fetchBlock(PEER, segment, index);
    return result instanceof FetchResult.Fetched;
  }

  @Test
  void pull_anew_replacesWhatWasWrong() {
    network.add(CLIENT, 1337, new TestPeer(content));
    network.way = SegmentPullerTest::damaged;
    pullOpaque();
    assertThat(givesOut(0)).isFalse();
    network.way = answer -> answer;
    assertThat(pullOpaque()).as("it is there").isEqualTo(PullOutcome.COMPLETE);
    assertThat(givesOut(0)).isFalse();
    assertThat(puller.pull(new Pull.OfOpaque(PEER, opaque(segment), true)))
        .isEqualTo(PullOutcome.COMPLETE);
    for (int index = 0; index < segment.blockCount(); index++) {
      assertThat(givesOut(index)).isTrue();
    }
  }

  @Test
  void pull_anew_fromWhoDoesNotHaveAll_changesNothing() {
    network.add(CLIENT, 1337, new TestPeer(content));
    pullOpaque();
    for (TestPeer less : List.of(new TestPeer(), new TestPeer(content).without(segment, 10, 11))) {
      network.add(CLIENT, 1337, less);
      assertThat(puller.pull(new Pull.OfOpaque(PEER, opaque(segment), true)))
          .isEqualTo(PullOutcome.INCOMPLETE);
    }
    network.remove(CLIENT, 1337);
    assertThat(puller.pull(new Pull.OfOpaque(PEER, opaque(segment), true)))
        .isEqualTo(PullOutcome.FAILED);
    for (int index = 0; index < segment.blockCount(); index++) {
      assertThat(givesOut(index)).isTrue();
    }
  }

  @Test
  void pull_anew_ofFewBlocks_fromWhoLacksTheLast_changesNothing() {
    SampleContent few = SampleContent.version1(150_000);
    network.add(CLIENT, 1337, new TestPeer(few));
    puller.pull(new Pull.OfOpaque(PEER, opaque(few.segment()), false));
    network.add(CLIENT, 1337, new TestPeer(few).without(few.segment(), 2, 3));
    assertThat(puller.pull(new Pull.OfOpaque(PEER, opaque(few.segment()), true)))
        .isEqualTo(PullOutcome.INCOMPLETE);
    assertThat(store.holding(opaque(few.segment())).missing().isEmpty()).isTrue();
  }

  @Test
  void pull_blocksOfAnotherLength_areNotStored() throws IOException {
    network.add(CLIENT, 1337, new TestPeer(content));
    for (int length : new int[] {1, 65_536, 9 * 65_536, 10 * 65_536 + 100, 11 * 65_536}) {
      OpaqueSegment told = new OpaqueSegment(segment.id(), length, 65_536, Wire.TAG);
      store = new HostedStore(cache, InstantSource.system());
      PullOutcome outcome = puller.pull(new Pull.OfOpaque(PEER, told, false));
      boolean lastFits = length % 65_536 == 0 && length <= 10 * 65_536;
      assertThat(outcome)
          .as("told %s bytes", length)
          .isEqualTo(lastFits ? PullOutcome.COMPLETE : PullOutcome.FAILED);
      cache.clear();
    }
  }

  @Test
  void pull_ofSlowPeer_isGivenUp() {
    network.add(CLIENT, 1337, new TestPeer(content));
    network.way =
        answer -> {
          now += 4_000_000_000L;
          return answer;
        };
    assertThat(pullOpaque()).isEqualTo(PullOutcome.FAILED);
    assertThat(network.asked.size()).as("10 s, and 10 s for 10 blocks").isBetween(5, 7);
  }
}
