package org.peerdist.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.WireFormatException;

/** What a client sends, byte for byte. */
class ClientRequestsTest {
  private final SampleContent content = SampleContent.version1(65_536 * 3);
  private final SegmentId id = content.segment.id();
  private final List<ByteBuffer> sent = new ArrayList<>();
  private final RetrievalClient client =
      new RetrievalClient(
          new DirectTransport(new RetrievalServer(content)) {
            @Override
            public Answer<ByteBuffer> exchange(InetSocketAddress peer, ByteBuffer request) {
              sent.add(request);
              return super.exchange(peer, request);
            }
          });

  /** SPEC [MS-PCCRR] 3.1.4.1: our versions, in a message of version 1.0. */
  @Test
  void negotiate_sendsOurVersions() {
    assertThat(client.negotiate(DirectTransport.PEER).given()).contains(ProtocolVersion.V2_0);
    assertThat(sent)
        .containsExactly(Wire.hex("00000001 00000000 00000018 00000000", "00000001 00000002"));
  }

  /** SPEC [MS-PCCRR] 3.1.4.2: the segment and its ranges; note 4: sorted and merged. */
  @Test
  void blockList_sendsNormalisedRanges() {
    client.blockList(
        DirectTransport.PEER,
        id,
        List.of(new BlockRange(2, 3), new BlockRange(0, 1), new BlockRange(0, 2)));
    assertThat(sent)
        .containsExactly(
            Wire.hex(
                "00000001 00000002 00000040 00000001",
                "00000020" + id,
                "00000001 00000000 00000003"));
  }

  /** SPEC [MS-PCCRR] 3.1.4.3, 2.2.4.3: one block in each exchange. */
  @Test
  void fetchBlock_sendsOneRangeOfOneBlock() {
    for (int index = 0; index < 3; index++) {
      client.fetchBlock(DirectTransport.PEER, content.segment, index);
      assertThat(sent.get(index))
          .isEqualTo(
              Wire.hex(
                  "00000001 00000003 00000044 00000001",
                  "00000020" + id,
                  "00000001 0000000" + index + " 00000001 00000000"));
    }
    assertThat(sent).hasSize(3);
  }

  /** SPEC [MS-PCCRR] 3.1.4.4: request ids never repeat. */
  @Test
  void segmentList_sendsNewRequestIds() throws WireFormatException {
    for (int i = 0; i < 100; i++) {
      assertThat(client.segmentList(DirectTransport.PEER, List.of(id)).given()).isPresent();
    }
    Stream.Builder<Object> requestIds = Stream.builder();
    for (ByteBuffer request : sent) {
      GetSegmentList message = (GetSegmentList) RequestMessage.read(request);
      assertThat(message.segments()).containsExactly(id);
      assertThat(request.getInt(0)).as("version 2.0").isEqualTo(2);
      requestIds.add(message.requestId());
    }
    assertThat(requestIds.build().distinct()).hasSize(100);
  }
}
