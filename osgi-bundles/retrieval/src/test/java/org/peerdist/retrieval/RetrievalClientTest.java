package org.peerdist.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.wire.Bytes;

class RetrievalClientTest {
  /** SPEC [MS-PCCRR] 3.1.5.3: decrypted by the algorithm in the answer. */
  @ParameterizedTest
  @EnumSource(CryptoAlgorithm.class)
  void fetchBlock_ofEachAlgorithm_givesVerifiedBlock(CryptoAlgorithm algorithm) {
    for (SampleContent content :
        new SampleContent[] {
          SampleContent.version1(200_001),
          SampleContent.version1(65_536 * 2, HashAlgorithm.SHA_512),
          SampleContent.version1(65_537, HashAlgorithm.SHA_384),
          SampleContent.version2(131_072),
          SampleContent.version2(1)
        }) {
      RetrievalServer server =
          new RetrievalServer(content, algorithm, UploadLimits.PEER, new SecureRandom());
      RetrievalClient client = new RetrievalClient(new DirectTransport(server));
      for (int index = 0; index < content.blockCount(); index++) {
        FetchResult result = client.fetchBlock(DirectTransport.PEER, content.segment, index);
        assertThat(result).isInstanceOf(FetchResult.Fetched.class);
        assertThat(((FetchResult.Fetched) result).block().data()).isEqualTo(content.block(index));
      }
    }
  }

  @Test
  void fetchBlock_thatPeerLacks_isMissingWithNextIndex() {
    SampleContent content = SampleContent.version1(65_536 * 5).without(1, 2);
    RetrievalClient client = new RetrievalClient(new DirectTransport(new RetrievalServer(content)));
    assertThat(client.fetchBlock(DirectTransport.PEER, content.segment, 1))
        .isEqualTo(new FetchResult.Missing(3));
  }

  private final SampleContent content = SampleContent.version1(65_536 * 4 + 3);

  private static BlockResponse encrypted(
      SampleContent content, int index, String transformation, byte[] key) throws Exception {
    byte[] vector = new byte[16];
    new SecureRandom().nextBytes(vector);
    Cipher cipher = Cipher.getInstance(transformation);
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(vector));
    byte[] plain = new byte[content.block(index).remaining()];
    content.block(index).get(plain);
    ByteBuffer block = ByteBuffer.wrap(cipher.doFinal(plain));
    return new BlockResponse(
        CryptoAlgorithm.AES_128, content.segment.id(), index, 0, block, Bytes.copyOf(vector));
  }

  private FetchResult fetchFrom(BlockResponse response) {
    return answeredWith(response.encode()).fetchBlock(DirectTransport.PEER, content.segment, 0);
  }

  private RetrievalClient answeredWith(ByteBuffer body) {
    return new RetrievalClient(new DirectTransport(new RetrievalServer(content), any -> body));
  }

  private static void assertFailed(FetchResult result, FailureKind kind) {
    assertThat(result).isInstanceOf(FetchResult.Failed.class);
    assertThat(((FetchResult.Failed) result).kind()).isEqualTo(kind);
  }

  @Test
  void fetchBlock_encryptedWithTheWholeSecret_isUnderstood() throws Exception {
    byte[] secret = content.segment.secret().value().toByteArray();
    BlockResponse response = encrypted(content, 0, "AES/CBC/PKCS5Padding", secret);
    assertThat(fetchFrom(response)).isInstanceOf(FetchResult.Fetched.class);
  }

  @Test
  void fetchBlock_withoutPadding_isUnderstood() throws Exception {
    byte[] key = content.segment.secret().value().first(16).toByteArray();
    BlockResponse response = encrypted(content, 0, "AES/CBC/NoPadding", key);
    assertThat(fetchFrom(response)).isInstanceOf(FetchResult.Fetched.class);
  }

  @Test
  void fetchBlock_withAnotherKey_isCorrupt() throws Exception {
    BlockResponse response = encrypted(content, 0, "AES/CBC/PKCS5Padding", new byte[16]);
    assertFailed(fetchFrom(response), FailureKind.CORRUPT);
  }

  @Test
  void fetchBlock_ofWrongLength_isCorrupt() {
    for (int length : new int[] {1, 15, 16, 65_520, 65_535, 65_537, 65_568, 131_088}) {
      ByteBuffer block = ByteBuffer.allocate(length);
      Bytes vector = Bytes.copyOf(new byte[16]);
      assertFailed(
          fetchFrom(
              new BlockResponse(
                  CryptoAlgorithm.AES_128, content.segment.id(), 0, 0, block, vector)),
          FailureKind.CORRUPT);
      assertFailed(
          fetchFrom(
              new BlockResponse(
                  CryptoAlgorithm.NONE, content.segment.id(), 0, 0, block, Bytes.EMPTY)),
          FailureKind.CORRUPT);
    }
  }

  /** SPEC [MS-PCCRR] 3.1.5.3: segment and index match, or the answer is discarded. */
  @Test
  void fetchBlock_thatGetsAnotherBlockOrSegment_isMalformed() {
    for (BlockResponse other :
        new BlockResponse[] {
          BlockResponse.empty(content.segment.id(), 1, 0), BlockResponse.empty(Wire.ID, 0, 0)
        }) {
      assertFailed(fetchFrom(other), FailureKind.MALFORMED);
    }
  }

  @Test
  void fetchOpaque_givesWhatCame() throws Exception {
    BlockResponse response = encrypted(content, 0, "AES/CBC/PKCS5Padding", new byte[16]);
    RetrievalClient client = answeredWith(response.encode());
    assertThat(client.fetchOpaque(DirectTransport.PEER, content.segment.id(), 0).given())
        .contains(response);
    assertThat(client.fetchOpaque(DirectTransport.PEER, content.segment.id(), 1))
        .isInstanceOf(Answer.Failed.class);
    assertThat(client.fetchOpaque(DirectTransport.PEER, Wire.ID, 0))
        .isInstanceOf(Answer.Failed.class);
  }

  /** SPEC [MS-PCCRR] 3.1.5.5: what is malformed is discarded. */
  @Test
  void fetchBlock_thatGetsAnotherMessage_isMalformed() {
    for (ByteBuffer body :
        new ByteBuffer[] {
          new BlockList(content.segment.id(), List.of(), 0).encode(),
          ByteBuffer.allocate(0),
          ByteBuffer.allocate(100),
          ByteBuffer.wrap("<html>It works!</html>".getBytes(StandardCharsets.US_ASCII))
        }) {
      assertFailed(
          answeredWith(body).fetchBlock(DirectTransport.PEER, content.segment, 0),
          FailureKind.MALFORMED);
    }
  }

  @Test
  void fetchBlock_withAnyByteDamaged_givesNothingUnverified() {
    RetrievalServer server = new RetrievalServer(content);
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      RetrievalClient client =
          new RetrievalClient(
              new DirectTransport(
                  server,
                  body ->
                      body.put(
                          random.nextInt(random.nextBoolean() ? 90 : body.capacity()),
                          (byte) random.nextInt(256))));
      FetchResult result = client.fetchBlock(DirectTransport.PEER, content.segment, 1);
      if (result instanceof FetchResult.Fetched fetched) {
        assertThat(fetched.block().data()).isEqualTo(content.block(1));
      }
    }
  }

  @Test
  void fetchBlock_ofUnknownHash_isRejected() {
    RetrievalClient client = new RetrievalClient(new DirectTransport(new RetrievalServer(content)));
    assertThatThrownBy(() -> client.fetchBlock(DirectTransport.PEER, content.segment, 5))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  /** SPEC [MS-PCCRR] 3.1.5.2: other segments or ranges are discarded. */
  @Test
  void blockList_keepsToWhatWasAskedFor() {
    List<BlockRange> wanted = List.of(new BlockRange(2, 4));
    BlockList wide = new BlockList(content.segment.id(), List.of(new BlockRange(0, 5)), 0);
    assertThat(blockList(wide, wanted).given())
        .contains(new BlockList(content.segment.id(), wanted, 0));

    BlockList elsewhere = new BlockList(content.segment.id(), List.of(new BlockRange(0, 2)), 0);
    assertThat(blockList(elsewhere, wanted).given()).isEmpty();
    assertThat(blockList(new BlockList(Wire.ID, wanted, 0), wanted).given()).isEmpty();
  }

  private Answer<BlockList> blockList(BlockList answer, List<BlockRange> wanted) {
    return answeredWith(answer.encode())
        .blockList(DirectTransport.PEER, content.segment.id(), wanted);
  }

  @Test
  void segmentList_findsPositions() {
    RetrievalClient client = new RetrievalClient(new DirectTransport(new RetrievalServer(content)));
    SegmentList list =
        client
            .segmentList(DirectTransport.PEER, List.of(Wire.ID, content.segment.id()))
            .given()
            .orElseThrow();
    assertThat(list.ranges()).containsExactly(new SegmentRange(1, 2));
  }

  /** SPEC [MS-PCCRR] 3.1.5.4: other request ids or positions are discarded. */
  @Test
  void segmentList_forAnotherRequestOrOfMoreSegments_isMalformed() {
    SegmentAges none = SegmentAges.NONE;
    SegmentList other = new SegmentList(Bytes.copyOf(new byte[16]), List.of(), none);
    assertThat(
            answeredWith(other.encode())
                .segmentList(DirectTransport.PEER, List.of(Wire.ID))
                .given())
        .isEmpty();
    RetrievalTransport liar =
        new DirectTransport(new RetrievalServer(content)) {
          @Override
          public Answer<ByteBuffer> exchange(InetSocketAddress peer, ByteBuffer request) {
            Bytes requestId = Bytes.copyOf(request.slice(16, 16));
            return new Answer.Given<>(
                new SegmentList(requestId, List.of(new SegmentRange(0, 2)), none).encode());
          }
        };
    assertThat(
            new RetrievalClient(liar).segmentList(DirectTransport.PEER, List.of(Wire.ID)).given())
        .isEmpty();
  }
}
