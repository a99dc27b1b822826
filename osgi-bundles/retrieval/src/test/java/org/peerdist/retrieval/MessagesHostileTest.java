package org.peerdist.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/** Whatever the bytes of a message are: a message that can be written again, or one error. */
class MessagesHostileTest {
  private static final SegmentId ID = new SegmentId(Bytes.ofHex("ab".repeat(32)));
  private static final SegmentId LONG_ID = new SegmentId(Bytes.ofHex("cd".repeat(64)));
  private static final Bytes SIXTEEN = Bytes.ofHex("ef".repeat(16));

  static List<Bytes> requests() {
    List<BlockRange> ranges = List.of(BlockRange.ofLength(0, 3), BlockRange.ofLength(510, 2));
    return Stream.<RequestMessage>of(
            new GetBlockList(CryptoAlgorithm.AES_128, LONG_ID, ranges),
            new GetBlocks(CryptoAlgorithm.AES_256, ID, ranges),
            new GetSegmentList(CryptoAlgorithm.NONE, SIXTEEN, List.of(ID, LONG_ID)))
        .map(message -> Bytes.copyOf(message.encode()))
        .toList();
  }

  static List<Bytes> responses() {
    SegmentAges ages = new SegmentAges(Map.of(0, Duration.ofSeconds(9), 7, Duration.ofDays(9)));
    return Stream.<ResponseMessage>of(
            new NegotiationResponse(ProtocolVersion.V1_0, ProtocolVersion.V2_0),
            new BlockList(ID, List.of(BlockRange.ofLength(0, 3)), 7),
            BlockResponse.empty(LONG_ID, 3, 4),
            new BlockResponse(CryptoAlgorithm.AES_128, ID, 1, 0, ByteBuffer.allocate(48), SIXTEEN),
            new BlockResponse(
                CryptoAlgorithm.NONE, ID, 511, 0, ByteBuffer.allocate(7), Bytes.EMPTY),
            new SegmentList(SIXTEEN, List.of(new SegmentRange(0, 9)), ages))
        .map(message -> Bytes.copyOf(message.encode()))
        .toList();
  }

  @Test
  void read_everyTruncation_isRejected() {
    for (Bytes request : requests()) {
      assertThat(readRequest(request.asByteBuffer())).isTrue();
      for (int length = 0; length < request.length(); length++) {
        assertThat(readRequest(request.first(length).asByteBuffer())).isFalse();
      }
    }
    for (Bytes response : responses()) {
      assertThat(readResponse(response.asByteBuffer())).isTrue();
      for (int length = 0; length < response.length(); length++) {
        assertThat(readResponse(response.first(length).asByteBuffer())).isFalse();
      }
    }
  }

  @Test
  void read_randomMutations_giveAMessageOrOneError() {
    Random random = new Random(20261123);
    int messages = 0;
    for (int i = 0; i < 100_000; i++) {
      boolean request = random.nextBoolean();
      List<Bytes> samples = request ? requests() : responses();
      byte[] bytes = samples.get(random.nextInt(samples.size())).toByteArray();
      for (int changes = random.nextInt(3); changes >= 0; changes--) {
        byte[] favourites = {0, 1, -1, 127, -128, (byte) random.nextInt()};
        bytes[random.nextInt(bytes.length)] = favourites[random.nextInt(favourites.length)];
      }
      ByteBuffer input = ByteBuffer.wrap(bytes);
      messages += (request ? readRequest(input) : readResponse(input)) ? 1 : 0;
    }
    assertThat(messages).isBetween(1_000, 99_000);
  }

  /** Reads a request, and writes and reads it again if it is one. */
  static boolean readRequest(ByteBuffer input) {
    RequestMessage message;
    try {
      message = RequestMessage.read(input);
    } catch (WireFormatException e) {
      assertThat(e.offset()).isBetween(0L, (long) input.remaining());
      return false;
    }
    try {
      assertThat(RequestMessage.read(message.encode())).isEqualTo(message);
    } catch (WireFormatException e) {
      fail("own encoding is refused: %s", e.getMessage());
    }
    return true;
  }

  /** Reads a response, and writes and reads it again if it is one. */
  static boolean readResponse(ByteBuffer input) {
    ResponseMessage message;
    try {
      message = ResponseMessage.read(input);
    } catch (WireFormatException e) {
      assertThat(e.offset()).isBetween(0L, (long) input.remaining());
      return false;
    }
    try {
      // Ages may be rounded when they are written, and only then.
      ResponseMessage again = ResponseMessage.read(message.encode());
      assertThat(ResponseMessage.read(again.encode())).isEqualTo(again);
    } catch (WireFormatException e) {
      fail("own encoding is refused: %s", e.getMessage());
    }
    return true;
  }
}
