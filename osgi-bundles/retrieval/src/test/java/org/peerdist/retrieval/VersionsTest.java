package org.peerdist.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/** What both sides do when the other one speaks another version. */
class VersionsTest {
  private static final Bytes REQUEST_ID = Bytes.ofHex("000102030405060708090a0b0c0d0e0f");
  private static final NegotiationResponse OURS =
      new NegotiationResponse(ProtocolVersion.V1_0, ProtocolVersion.V2_0);

  private final SampleContent content = SampleContent.version1(65_536 * 2 + 5);
  private final SegmentId id = content.segment.id();
  private final RetrievalServer server = new RetrievalServer(content);

  private List<RequestMessage> requests() {
    return List.of(
        new NegotiationRequest(new ProtocolVersion(7, 1), new ProtocolVersion(9, 0)),
        GetBlocks.of(CryptoAlgorithm.AES_128, id, 0),
        new GetBlockList(CryptoAlgorithm.AES_128, id, List.of(new BlockRange(0, 1))),
        new GetSegmentList(CryptoAlgorithm.AES_128, REQUEST_ID, List.of(id)));
  }

  private Optional<ResponseMessage> ask(ByteBuffer request) throws WireFormatException {
    Optional<RetrievalResponse> response = server.respond(request);
    if (response.isEmpty()) {
      return Optional.empty();
    }
    try (RetrievalResponse given = response.get()) {
      return Optional.of(ResponseMessage.read(given.body()));
    }
  }

  /** SPEC [MS-PCCRR] 3.2.5.1. */
  @Test
  void respond_toNegotiation_tellsOurVersions() throws WireFormatException {
    assertThat(ask(requests().get(0).encode())).contains(OURS);
  }

  /** SPEC [MS-PCCRR] 3.2.5.2, 3.2.5.3, 3.2.5.4: the version is checked first. */
  @Test
  void respond_toUnsupportedMajorVersion_tellsOurVersions() throws WireFormatException {
    for (RequestMessage request : requests()) {
      for (int major : new int[] {0, 3, 65_535}) {
        assertThat(ask(request.encode(new ProtocolVersion(major, 0)))).contains(OURS);
      }
    }
    assertThat(server.activeUploads()).isZero();
  }

  /** SPEC [MS-PCCRR] 3: whatever else stands in it, which a later version may have changed. */
  @Test
  void respond_toUnknownMessageOfUnknownVersion_tellsOurVersions() throws WireFormatException {
    for (String rest : new String[] {"00000003", "00000005", "00000008", "ffffffff"}) {
      assertThat(ask(Wire.hex("00000003", rest, "00000010 00000001"))).contains(OURS);
      assertThat(ask(Wire.hex("00010004", rest, "00000014 000000ff 01020304"))).contains(OURS);
    }
  }

  @Test
  void respond_toBrokenMessageOfUnknownVersion_isNothing() throws WireFormatException {
    assertThat(ask(Wire.hex("00000003 00000000 00000011 00000000"))).isEmpty();
    assertThat(ask(Wire.hex("00000003 00000000 00000010 000000"))).isEmpty();
    assertThat(ask(Wire.hex("00000003"))).isEmpty();
    ByteBuffer tooLong = ByteBuffer.allocate(98_305).putInt(3).putInt(0).putInt(98_305).rewind();
    assertThat(ask(tooLong)).isEmpty();
  }

  /** SPEC [MS-PCCRR] 3.1.5.1: minor versions do not affect compatibility. */
  @Test
  void respond_toOtherMinorVersion_answersWithOurs() throws WireFormatException {
    for (int major = 1; major <= 2; major++) {
      ByteBuffer bytes = requests().get(1).encode(new ProtocolVersion(major, 9));
      try (RetrievalResponse response = server.respond(bytes).orElseThrow()) {
        assertThat(response.body().getInt(4)).as("version 1.0").isEqualTo(1);
        assertThat(ResponseMessage.read(response.body())).isInstanceOf(BlockResponse.class);
      }
    }
    ByteBuffer segments = requests().get(3).encode(new ProtocolVersion(2, 77));
    try (RetrievalResponse response = server.respond(segments).orElseThrow()) {
      assertThat(response.body().getInt(4)).as("version 2.0").isEqualTo(2);
    }
  }

  /** SPEC [MS-PCCRR] 2.2.3: the version MUST be that of the message. */
  @Test
  void read_messageOfVersionThatLacksIt_isRejected() {
    Wire.assertRequestRejected(requests().get(3).encode(ProtocolVersion.V1_0));
    for (int major : new int[] {0, 3, 65_535}) {
      Wire.assertRequestRejected(requests().get(1).encode(new ProtocolVersion(major, 0)));
      Wire.assertResponseRejected(withVersion(major, OURS));
    }
    SegmentList list = new SegmentList(REQUEST_ID, List.of(), SegmentAges.NONE);
    Wire.assertResponseRejected(withVersion(1, list));
  }

  private static ByteBuffer withVersion(int major, ResponseMessage message) {
    ByteBuffer bytes = message.encode();
    return ByteBuffer.allocate(bytes.remaining()).put(bytes).putInt(4, major).flip();
  }

  /** A peer of one version alone. */
  private final class PickyPeer implements RetrievalTransport {
    private final ProtocolVersion only;
    private final List<Integer> majors = new ArrayList<>();

    PickyPeer(ProtocolVersion only) {
      this.only = only;
    }

    @Override
    public Answer<ByteBuffer> exchange(InetSocketAddress peer, ByteBuffer request) {
      int major = request.getShort(2);
      majors.add(major);
      if (major != only.major()) {
        return new Answer.Given<>(new NegotiationResponse(only, only).encode());
      }
      return new DirectTransport(server).exchange(peer, request);
    }

    @Override
    public void close() {}
  }

  /** SPEC [MS-PCCRR] 3.1.5.1: the original message is sent again with the selected version. */
  @Test
  void fetchBlock_fromPeerOfVersion2Alone_isSentAgain() {
    PickyPeer peer = new PickyPeer(ProtocolVersion.V2_0);
    assertThat(new RetrievalClient(peer).fetchBlock(DirectTransport.PEER, content.segment, 0))
        .isInstanceOf(FetchResult.Fetched.class);
    List<BlockRange> wanted = List.of(new BlockRange(0, 2));
    assertThat(new RetrievalClient(peer).blockList(DirectTransport.PEER, id, wanted).given())
        .contains(new BlockList(id, wanted, 2));
    assertThat(peer.majors).containsExactly(1, 2, 1, 2);
  }

  /** SPEC [MS-PCCRR] 3.1.5.1: with an incompatible peer, the exchange MUST be aborted. */
  @Test
  void fetchBlock_fromPeerOfVersion3Alone_isRefused() {
    PickyPeer peer = new PickyPeer(new ProtocolVersion(3, 0));
    assertThat(new RetrievalClient(peer).fetchBlock(DirectTransport.PEER, content.segment, 0))
        .isEqualTo(new FetchResult.Failed(FailureKind.REFUSED, "speaks 3.0 to 3.0 only"));
    assertThat(peer.majors).containsExactly(1);
  }

  @Test
  void segmentList_ofPeerOfVersion1Alone_isRefusedAndNotSentAgain() {
    PickyPeer peer = new PickyPeer(ProtocolVersion.V1_0);
    Answer<SegmentList> answer =
        new RetrievalClient(peer).segmentList(DirectTransport.PEER, List.of(id));
    assertThat(answer)
        .isEqualTo(
            new Answer.Failed<>(
                FailureKind.REFUSED, "speaks version 1.0 at most, which has no GET_SEGMENT_LIST"));
    assertThat(peer.majors).containsExactly(2);
  }

  /** A peer that wants to negotiate for ever gets the request twice and no more. */
  @Test
  void fetchBlock_fromPeerThatOnlyNegotiates_ends() {
    List<ByteBuffer> sent = new ArrayList<>();
    RetrievalClient client =
        new RetrievalClient(
            new DirectTransport(server, answer -> OURS.encode()) {
              @Override
              public Answer<ByteBuffer> exchange(InetSocketAddress peer, ByteBuffer request) {
                sent.add(request);
                return super.exchange(peer, request);
              }
            });
    assertThat(client.fetchBlock(DirectTransport.PEER, content.segment, 0))
        .isEqualTo(
            new FetchResult.Failed(FailureKind.MALFORMED, "NEGOTIATION_RESPONSE came instead"));
    assertThat(sent).hasSize(2);
  }

  /** SPEC [MS-PCCRR] 3.1.5.1: the highest version that both sides support. */
  @Test
  void negotiate_givesTheHighestCommonVersion() {
    assertThat(negotiate(1, 2)).contains(ProtocolVersion.V2_0);
    assertThat(negotiate(1, 1)).contains(ProtocolVersion.V1_0);
    assertThat(negotiate(2, 5)).contains(ProtocolVersion.V2_0);
    assertThat(negotiate(3, 4)).isEmpty();
  }

  private Optional<ProtocolVersion> negotiate(int low, int high) {
    NegotiationResponse theirs =
        new NegotiationResponse(new ProtocolVersion(low, 0), new ProtocolVersion(high, 0));
    return new RetrievalClient(new DirectTransport(server, any -> theirs.encode()))
        .negotiate(DirectTransport.PEER)
        .given();
  }
}
