package org.peerdist.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/**
 * Whatever the bytes of a message are: a message that can be written again, or one error. Runs on
 * samples and seeded mutations of them, and looks for new inputs where the environment has
 * JAZZER_FUZZ=1.
 */
class MessagesFuzzTest {
  private static final SegmentId ID = new SegmentId(Bytes.ofHex("ab".repeat(32)));
  private static final SegmentId LONG_ID = new SegmentId(Bytes.ofHex("cd".repeat(64)));
  private static final Bytes SIXTEEN = Bytes.ofHex("ef".repeat(16));

  private static List<Bytes> requests() {
    List<BlockRange> ranges = List.of(BlockRange.ofLength(0, 3), BlockRange.ofLength(510, 2));
    return Stream.<RequestMessage>of(
            new NegotiationRequest(ProtocolVersion.V1_0, ProtocolVersion.V2_0),
            new GetBlockList(CryptoAlgorithm.AES_128, LONG_ID, ranges),
            new GetBlocks(CryptoAlgorithm.AES_256, ID, ranges),
            new GetSegmentList(CryptoAlgorithm.NONE, SIXTEEN, List.of(ID, LONG_ID)))
        .map(message -> Bytes.copyOf(message.encode()))
        .toList();
  }

  private static List<Bytes> responses() {
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

  static Stream<Arguments> requestSamples() {
    return requests().stream().map(bytes -> arguments(bytes.toByteArray()));
  }

  static Stream<Arguments> responseSamples() {
    return responses().stream().map(bytes -> arguments(bytes.toByteArray()));
  }

  @MethodSource("requestSamples")
  @FuzzTest(maxDuration = "60s")
  void readRequest_anyBytes_isAMessageOrOneError(byte[] input) {
    readRequest(ByteBuffer.wrap(input));
  }

  @MethodSource("responseSamples")
  @FuzzTest(maxDuration = "60s")
  void readResponse_anyBytes_isAMessageOrOneError(byte[] input) {
    readResponse(ByteBuffer.wrap(input));
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
  private static boolean readRequest(ByteBuffer input) {
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
  private static boolean readResponse(ByteBuffer input) {
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
