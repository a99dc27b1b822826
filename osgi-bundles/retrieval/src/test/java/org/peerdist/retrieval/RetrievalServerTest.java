package org.peerdist.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

class RetrievalServerTest {
  private static final Bytes REQUEST_ID = Bytes.ofHex("000102030405060708090a0b0c0d0e0f");

  private final SampleContent content = SampleContent.version1(65_536 * 9 + 5).without(3, 4, 8);
  private final SegmentId id = content.segment.id();
  private final RetrievalServer server = new RetrievalServer(content);

  private ResponseMessage ask(RequestMessage request) throws WireFormatException {
    try (RetrievalResponse response = server.respond(request.encode()).orElseThrow()) {
      return ResponseMessage.read(response.body());
    }
  }

  @Test
  void respond_toGetBlockList_intersectsRangesWithWhatIsThere() throws WireFormatException {
    // SPEC [MS-PCCRR] 3.2.5.2, 2.2.5.2: the intersection, and the first block after it.
    assertThat(ask(blockList(new BlockRange(7, 9), new BlockRange(1, 6), new BlockRange(2, 4))))
        .isEqualTo(
            new BlockList(
                id, List.of(new BlockRange(1, 3), new BlockRange(5, 6), new BlockRange(7, 8)), 9));
    assertThat(ask(blockList(new BlockRange(3, 5)))).isEqualTo(new BlockList(id, List.of(), 0));
    assertThat(ask(blockList(new BlockRange(9, 512))))
        .isEqualTo(new BlockList(id, List.of(new BlockRange(9, 10)), 0));
  }

  private GetBlockList blockList(BlockRange... ranges) {
    return new GetBlockList(CryptoAlgorithm.AES_128, id, List.of(ranges));
  }

  @Test
  void respond_toGetBlocks_sendsTheFirstBlock() throws WireFormatException {
    // SPEC [MS-PCCRR] 3.2.5.3, 2.2.4.3: the first of several, and the first after it.
    List<BlockRange> ranges = List.of(new BlockRange(7, 8), new BlockRange(2, 4));
    BlockResponse block = (BlockResponse) ask(new GetBlocks(CryptoAlgorithm.NONE, id, ranges));
    assertThat(block.index()).isEqualTo(2);
    assertThat(block.nextIndex()).isEqualTo(5);
    assertThat(block.segment()).isEqualTo(id);
    assertThat(block.algorithm()).as("our choice").isEqualTo(CryptoAlgorithm.AES_128);
    assertThat(block.block().remaining()).isEqualTo(65_552);
    assertThat(BlockEncryption.open(block, content.segment)).isPresent();
    assertThat(server.bytesServed()).isEqualTo(65_536);
  }

  @Test
  void respond_toGetBlocksOfTheLastBlock_hasNoNextIndex() throws WireFormatException {
    BlockResponse block = (BlockResponse) ask(GetBlocks.of(CryptoAlgorithm.NONE, id, 9));
    assertThat(block.nextIndex()).isZero();
    assertThat(block.block().remaining()).isEqualTo(16);
  }

  /** SPEC [MS-PCCRR] 3.2.5.3, 2.2.5.3: an empty block. */
  @Test
  void respond_toGetBlocksOfMissingBlock_isEmpty() throws WireFormatException {
    assertThat(ask(GetBlocks.of(CryptoAlgorithm.AES_128, id, 3)))
        .isEqualTo(BlockResponse.empty(id, 3, 5));
    assertThat(ask(GetBlocks.of(CryptoAlgorithm.AES_128, id, 511)))
        .isEqualTo(BlockResponse.empty(id, 511, 0));
    assertThat(ask(GetBlocks.of(CryptoAlgorithm.AES_128, Wire.ID, 0)))
        .isEqualTo(BlockResponse.empty(Wire.ID, 0, 0));
  }

  @Test
  void respond_toGetSegmentList_tellsPositionsInTheList() throws WireFormatException {
    // SPEC [MS-PCCRR] 3.2.5.4: also those that are there in parts, such as this one.
    List<SegmentId> segments = List.of(Wire.ID, id, id, Wire.ID, id);
    assertThat(ask(new GetSegmentList(CryptoAlgorithm.AES_128, REQUEST_ID, segments)))
        .isEqualTo(
            new SegmentList(
                REQUEST_ID,
                List.of(new SegmentRange(1, 3), new SegmentRange(4, 5)),
                SegmentAges.NONE));
  }

  /** SPEC [MS-PCCRR] 2.2.6, 2.2.6.1: by the position after that of the first one that is there. */
  @Test
  void respond_toGetSegmentList_tellsAges() throws WireFormatException {
    content.age = Duration.ofMinutes(10);
    List<SegmentId> segments = List.of(Wire.ID, id, Wire.ID, id);
    assertThat(ask(new GetSegmentList(CryptoAlgorithm.AES_128, REQUEST_ID, segments)))
        .isEqualTo(
            new SegmentList(
                REQUEST_ID,
                List.of(new SegmentRange(1, 2), new SegmentRange(3, 4)),
                new SegmentAges(Map.of(0, content.age, 2, content.age))));
    List<SegmentId> many = Collections.nCopies(1_000, id);
    SegmentList list =
        (SegmentList) ask(new GetSegmentList(CryptoAlgorithm.AES_128, REQUEST_ID, many));
    assertThat(list.ranges()).containsExactly(new SegmentRange(0, 1_000));
    assertThat(list.ages().ages()).as("as many as can be told").hasSize(SegmentAges.MAX_COUNT);
  }

  @Test
  void respond_twice_usesFreshInitializationVectors() throws WireFormatException {
    // SPEC [MS-PCCRR] 5.1.
    Set<Bytes> vectors = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      BlockResponse block = (BlockResponse) ask(GetBlocks.of(CryptoAlgorithm.NONE, id, 0));
      vectors.add(block.initializationVector());
    }
    assertThat(vectors).hasSize(50);
  }

  @Test
  void respond_atTheUploadLimit_isEmpty() throws WireFormatException {
    // SPEC [MS-PCCRR] 3.2.1, 3.2.3: from none on, and empty answers at the limit.
    RetrievalServer small =
        new RetrievalServer(
            content, CryptoAlgorithm.AES_128, UploadLimits.PEER.withUploads(2), new SecureRandom());
    List<RetrievalResponse> sending = new ArrayList<>();
    ByteBuffer request = GetBlocks.of(CryptoAlgorithm.AES_128, id, 0).encode();
    assertThat(small.activeUploads()).isZero();
    sending.add(small.respond(request).orElseThrow());
    sending.add(small.respond(request).orElseThrow());
    assertThat(small.activeUploads()).isEqualTo(2);

    assertThat(answer(small, request)).isEqualTo(BlockResponse.empty(id, 0, 0));
    assertThat(small.busyAnswers()).isEqualTo(1);
    assertThat(small.blocksAsked()).isEqualTo(3);
    assertThat(small.blocksServed()).isEqualTo(2);
    assertThat(answer(small, blockList(new BlockRange(0, 9)).encode()))
        .isEqualTo(new BlockList(id, List.of(), 0));
    GetSegmentList segments = new GetSegmentList(CryptoAlgorithm.AES_128, REQUEST_ID, List.of(id));
    assertThat(answer(small, segments.encode()))
        .isEqualTo(new SegmentList(REQUEST_ID, List.of(), SegmentAges.NONE));

    sending.get(0).close();
    sending.get(0).close();
    assertThat(small.activeUploads()).isEqualTo(1);
    assertThat(((BlockResponse) answer(small, request)).block().hasRemaining()).isTrue();
    sending.get(1).close();
    assertThat(small.activeUploads()).isZero();
  }

  private static ResponseMessage answer(RetrievalServer server, ByteBuffer request)
      throws WireFormatException {
    try (RetrievalResponse response = server.respond(request).orElseThrow()) {
      return ResponseMessage.read(response.body());
    }
  }

  @Test
  void respond_toMalformedMessages_isNothing() {
    // SPEC [MS-PCCRR] 3.2.5.5.
    assertThat(server.respond(ByteBuffer.allocate(0))).isEmpty();
    assertThat(server.respond(ByteBuffer.allocate(15))).isEmpty();
    assertThat(server.respond(ByteBuffer.allocate(16))).isEmpty();
    assertThat(server.respond(Wire.request(8, "00000001"))).isEmpty();
    assertThat(server.respond(Wire.request(5, "00000001"))).isEmpty();
    assertThat(server.activeUploads()).isZero();
  }

  @Test
  void respond_toDamagedRequests_neverThrows() {
    Random random = new Random(4);
    ByteBuffer request = GetBlocks.of(CryptoAlgorithm.AES_128, id, 0).encode();
    for (int i = 0; i < 20_000; i++) {
      ByteBuffer damaged = ByteBuffer.allocate(request.remaining()).put(request.duplicate());
      for (int j = random.nextInt(4); j >= 0; j--) {
        damaged.put(random.nextInt(damaged.capacity()), (byte) random.nextInt(256));
      }
      server.respond(damaged.rewind()).ifPresent(RetrievalResponse::close);
    }
    assertThat(server.activeUploads()).isZero();
  }

  @Test
  void respond_withBrokenSource_endsTheUpload() {
    RetrievalServer broken =
        new RetrievalServer(
            any -> {
              throw new IllegalStateException("broken");
            });
    ByteBuffer request = GetBlocks.of(CryptoAlgorithm.AES_128, id, 0).encode();
    assertThatThrownBy(() -> broken.respond(request)).isInstanceOf(IllegalStateException.class);
    assertThat(broken.activeUploads()).isZero();
  }
}
