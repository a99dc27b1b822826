package org.peerdist.hostedcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.cache.CacheOptions;
import org.peerdist.cache.ContentCache;
import org.peerdist.content.ContentTag;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.content.Segment;
import org.peerdist.retrieval.BlockResponse;
import org.peerdist.retrieval.CryptoAlgorithm;
import org.peerdist.wire.Bytes;

/** The duties of [MS-PCHC] 3.1.5 that show in an answer, or in what is to be fetched. */
class HostedCacheServerTest {
  private static final InetAddress CLIENT = TestNetwork.address(7);
  private static final InetSocketAddress PEER = new InetSocketAddress(CLIENT, 1337);

  @TempDir Path folder;
  private Duration later = Duration.ZERO;
  private ContentCache cache;
  private HostedStore store;
  private HostedCacheServer server;
  private final OfferStatistics statistics = new OfferStatistics();
  private final SampleContent content1 = SampleContent.version1(200_000);
  private final Segment segment1 = content1.segment();
  private final SampleContent content2 = SampleContent.version2(100_000, 40_000);

  @BeforeEach
  void open() throws IOException {
    cache = ContentCache.open(folder, CacheOptions.ofMaxBytes(10_000_000));
    InstantSource clock = () -> Instant.now().plus(later);
    store = new HostedStore(cache, clock);
    server = new HostedCacheServer(store, statistics, clock);
  }

  @AfterEach
  void close() throws IOException {
    cache.close();
  }

  private OfferAnswer ask(OfferMessage message) {
    return server.respond(message.version(), CLIENT, message.encode()).orElseThrow();
  }

  private static BatchedOffer offer(List<Segment> segments) {
    return new BatchedOffer(
        1337, segments.stream().map(s -> OfferedSegment.of(s, Wire.TAG).orElseThrow()).toList());
  }

  private void putVerified(int from, int to) {
    for (int index = from; index < to; index++) {
      store.put(segment1.verify(index, content1.block(segment1, index)).orElseThrow(), Wire.TAG);
    }
  }

  @Test
  void initialOffer_ofUnknownSegment_isInteresting() {
    // SPEC [MS-PCHC] 3.1.5.1: MUST specify a response code of 1 if the list of hashes is
    // incomplete.
    assertThat(ask(new InitialOffer(1337, segment1.id())))
        .isEqualTo(OfferAnswer.of(ResponseCode.INTERESTED));
  }

  @Test
  void initialOffer_withKnownHashes_pullsWhatIsMissing() {
    // SPEC [MS-PCHC] 3.1.5.1: code zero, and MUST retrieve the missing blocks from the client's IP
    // address with the port of the message.
    ask(SegmentInfo.of(9999, Wire.TAG, segment1, segment1.range()));
    OfferAnswer answer = ask(new InitialOffer(1337, segment1.id()));
    assertThat(answer.code()).isEqualTo(ResponseCode.OK);
    Pull.OfVerified pull = (Pull.OfVerified) answer.pulls().get(0);
    assertThat(pull.peer()).isEqualTo(PEER);
    assertThat(pull.id()).isEqualTo(segment1.id());
    assertThat(pull.tag()).isEqualTo(Wire.TAG);
  }

  @Test
  void initialOffer_withIncompleteHashes_isInteresting() {
    SegmentInfo whole = SegmentInfo.of(1337, Wire.TAG, segment1, segment1.range());
    int start = 18 + 16 + 64;
    ByteBuffer cut = ByteBuffer.allocate(start + 4 + 32);
    cut.put(whole.information().asByteBuffer().limit(cut.capacity())).put(start, (byte) 1);
    OfferAnswer info = ask(new SegmentInfo(1337, Wire.TAG, Bytes.copyOf(cut.flip())));
    assertThat(info.pulls()).hasSize(1);
    // SPEC [MS-PCHC] 3.1.5.1: 1 if its list of block hashes associated with the segment is
    // incomplete.
    assertThat(ask(new InitialOffer(1337, segment1.id())).code())
        .isEqualTo(ResponseCode.INTERESTED);
  }

  @Test
  void initialOffer_ofSegmentThatIsThere_isOkAndPullsNothing() {
    // SPEC [MS-PCHC] 3.1.5.1, 4.3
    putVerified(0, 4);
    assertThat(ask(new InitialOffer(1337, segment1.id())))
        .isEqualTo(OfferAnswer.of(ResponseCode.OK));
    assertThat(statistics.heldSegments()).isEqualTo(1);
  }

  @Test
  void segmentInfo_withoutInitialOffer_isOkAndPulls() {
    // SPEC [MS-PCHC] 3.1.5.2: regardless of whether an INITIAL_OFFER has been received, code 0x00;
    // the HoD, block hashes and secret MUST be passed on, and the content tag.
    OfferAnswer answer = ask(SegmentInfo.of(1337, Wire.TAG, segment1, segment1.range()));
    assertThat(answer.code()).isEqualTo(ResponseCode.OK);
    assertThat(answer.pulls()).hasSize(1);
    Pull.OfVerified pull = (Pull.OfVerified) answer.pulls().get(0);
    assertThat(pull.peer()).isEqualTo(PEER);
    assertThat(pull.segment().secret()).isEqualTo(segment1.secret());
    assertThat(pull.segment().listedBlockCount()).isEqualTo(4);
    assertThat(pull.tag()).isEqualTo(Wire.TAG);
  }

  @Test
  void segmentInfo_ofSegmentThatIsThere_pullsNothing() {
    putVerified(0, 4);
    assertThat(ask(SegmentInfo.of(1337, Wire.TAG, segment1, segment1.range())))
        .isEqualTo(OfferAnswer.of(ResponseCode.OK));
  }

  @Test
  void segmentInfo_withHashesOfAnotherSegment_pullsNothing() {
    // [MS-PCCRC] 2.2: block hashes that do not make the segment's hash.
    byte[] information =
        SegmentInfo.of(1, Wire.TAG, segment1, segment1.range()).information().toByteArray();
    information[information.length - 1] ^= 1;
    assertThat(ask(new SegmentInfo(1337, Wire.TAG, Bytes.copyOf(information))))
        .isEqualTo(OfferAnswer.of(ResponseCode.OK));
    assertThat(ask(new InitialOffer(1337, segment1.id())).code())
        .isEqualTo(ResponseCode.INTERESTED);
    assertThat(statistics.impossibleSegments()).isEqualTo(1);
  }

  @Test
  void segmentInfo_withoutSegment_isOkAndPullsNothing() {
    // What Windows does, as Microsoft's protocol test suite has it.
    assertThat(ask(new SegmentInfo(1337, Wire.TAG, Bytes.EMPTY)))
        .isEqualTo(OfferAnswer.of(ResponseCode.OK));
    assertThat(ask(new SegmentInfo(1337, Wire.TAG, Bytes.copyOf(content2.information.encoded()))))
        .isEqualTo(OfferAnswer.of(ResponseCode.OK));
    assertThat(statistics.impossibleSegments()).isEqualTo(2);
  }

  @Test
  void segmentInfo_withOtherHashes_pulls() {
    for (HashAlgorithm algorithm : List.of(HashAlgorithm.SHA_384, HashAlgorithm.SHA_512)) {
      Segment segment = SampleContent.version1(100_000, algorithm).segment();
      assertThat(ask(new InitialOffer(1337, segment.id())).code())
          .isEqualTo(ResponseCode.INTERESTED);
      assertThat(ask(SegmentInfo.of(1337, Wire.TAG, segment, segment.range())).pulls()).hasSize(1);
    }
  }

  @Test
  void batchedOffer_pullsWhatIsMissing() {
    // SPEC [MS-PCHC] 3.1.5.3: MUST specify a response code of 0x00, MUST retrieve what is missing
    // from the client's IP address with the port of the message, and pass the content tag on.
    OfferAnswer answer = ask(offer(content2.segments()));
    assertThat(answer.code()).isEqualTo(ResponseCode.OK);
    assertThat(answer.pulls())
        .extracting(Pull::id)
        .containsExactlyElementsOf(content2.segments().stream().map(Segment::id).toList());
    Pull.OfOpaque pull = (Pull.OfOpaque) answer.pulls().get(2);
    assertThat(pull.peer()).isEqualTo(PEER);
    assertThat(pull.segment().length()).isEqualTo(20_000);
    assertThat(pull.segment().blockLength()).isEqualTo(20_000);
    assertThat(pull.segment().tag()).isEqualTo(Wire.TAG);
  }

  @Test
  void batchedOffer_ofVersion1Segment_hasBlocks() {
    Pull.OfOpaque pull = (Pull.OfOpaque) ask(offer(List.of(segment1))).pulls().get(0);
    assertThat(pull.segment().blockCount()).isEqualTo(4);
    assertThat(pull.segment().blockLength()).isEqualTo(65_536);
  }

  @Test
  void batchedOffer_ofWhatIsThere_pullsNothing() {
    // SPEC [MS-PCHC] 3.1.5.3, 4.5
    putVerified(0, 4);
    Segment opaque = content2.segments().get(1);
    putOpaque(opaque);
    assertThat(ask(offer(List.of(segment1, opaque)))).isEqualTo(OfferAnswer.of(ResponseCode.OK));
    assertThat(statistics.offeredSegments()).as("and once to have it pulled").isEqualTo(3);
    assertThat(statistics.heldSegments()).isEqualTo(2);
  }

  private void putOpaque(Segment segment) {
    Pull.OfOpaque pull = (Pull.OfOpaque) ask(offer(List.of(segment))).pulls().get(0);
    BlockResponse block =
        new BlockResponse(
            CryptoAlgorithm.NONE, segment.id(), 0, 0, ByteBuffer.allocate(9), Bytes.EMPTY);
    assertThat(store.put(pull.segment(), 0, block)).isTrue();
  }

  private List<Pull> offerFrom(int client, Segment segment) {
    ByteBuffer message = offer(List.of(segment)).encode();
    return server
        .respond(HostedCacheVersion.V2, TestNetwork.address(client), message)
        .orElseThrow()
        .pulls();
  }

  @Test
  void batchedOffer_bySeveralOfWhatIsThereForLong_isPulledAnew() {
    Segment segment = content2.segments().get(1);
    putOpaque(segment);
    for (int client = 10; client < 20; client++) {
      assertThat(offerFrom(client, segment)).as("those of the same moment").isEmpty();
    }
    later = Duration.ofMinutes(11);
    for (int i = 0; i < 5; i++) {
      assertThat(offerFrom(1, segment)).as("one alone").isEmpty();
    }
    List<Pull> pulls = offerFrom(2, segment);
    assertThat(pulls).hasSize(1);
    assertThat(((Pull.OfOpaque) pulls.get(0)).anew()).isTrue();
    assertThat(offerFrom(3, segment)).as("from the beginning").isEmpty();
  }

  @Test
  void batchedOffer_ofWhatWasVerified_isNeverPulledAnew() {
    putVerified(0, 4);
    later = Duration.ofDays(1);
    for (int client = 1; client < 9; client++) {
      assertThat(offerFrom(client, segment1)).isEmpty();
    }
  }

  @Test
  void batchedOffer_withTheSameTwice_pullsOnce() {
    Segment segment = content2.segments().get(0);
    assertThat(ask(offer(List.of(segment, segment))).pulls()).hasSize(1);
  }

  @Test
  void batchedOffer_ofImpossibleSegments_isOkAndPullsTheOthers() {
    OfferedSegment good = OfferedSegment.of(segment1, ContentTag.NONE).orElseThrow();
    List<OfferedSegment> offered =
        List.of(
            new OfferedSegment(1, 0, Wire.TAG, OfferedSegment.SHA_256, Wire.ID),
            new OfferedSegment(1, 0xFFFF_FFFFL, Wire.TAG, OfferedSegment.SHA_256, Wire.ID),
            new OfferedSegment(1, 131_073, Wire.TAG, OfferedSegment.TRUNCATED_SHA_512, Wire.ID),
            new OfferedSegment(1, 1, Wire.TAG, 0xFE, Wire.ID),
            good);
    OfferAnswer answer = ask(new BatchedOffer(1337, offered));
    assertThat(answer.code()).isEqualTo(ResponseCode.OK);
    assertThat(answer.pulls()).extracting(Pull::id).containsExactly(segment1.id());
    assertThat(statistics.impossibleSegments()).isEqualTo(4);
  }

  @Test
  void respond_toMalformedMessage_isNothing() {
    // SPEC [MS-PCHC] 3.1.5.4: anything else MUST be dropped. Also: each URL supports its own
    // version.
    ByteBuffer initial = new InitialOffer(1337, segment1.id()).encode();
    ByteBuffer batched = offer(content2.segments()).encode();
    assertDropped(HostedCacheVersion.V1, ByteBuffer.allocate(0));
    assertDropped(HostedCacheVersion.V2, initial);
    assertDropped(HostedCacheVersion.V1, batched);
    assertDropped(HostedCacheVersion.V1, Wire.with(initial, 3, 7));
    assertDropped(HostedCacheVersion.V2, Wire.cut(batched, 16));
    assertDropped(HostedCacheVersion.V2, Wire.with(batched, 16 + 9, 15));
    assertThat(statistics.malformedMessages()).isEqualTo(6);
    assertThat(statistics.offeredSegments()).isZero();
  }

  private void assertDropped(HostedCacheVersion version, ByteBuffer request) {
    assertThat(server.respond(version, CLIENT, request)).isEqualTo(Optional.empty());
  }
}
