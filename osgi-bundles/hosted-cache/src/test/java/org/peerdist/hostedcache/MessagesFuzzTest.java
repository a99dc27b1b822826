package org.peerdist.hostedcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.peerdist.content.Segment;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/**
 * Any bytes are a message or an error, and never anything else. Runs the samples as a normal test,
 * and looks for new inputs where the environment has JAZZER_FUZZ=1.
 */
class MessagesFuzzTest {
  private static final Segment V1 = SampleContent.version1(300_000).segment();
  private static final Segment V2 = SampleContent.version2(5_000, 5_000).segment();

  private static Stream<ByteBuffer> messages() {
    List<OfferedSegment> offered =
        Stream.of(V1, V2).flatMap(s -> OfferedSegment.of(s, Wire.TAG).stream()).toList();
    return Stream.of(
        new InitialOffer(1337, V1.id()).encode(),
        SegmentInfo.of(1337, Wire.TAG, V1, V1.range()).encode(),
        new BatchedOffer(80, offered).encode(),
        ResponseCode.INTERESTED.encode());
  }

  static Stream<Arguments> samples() {
    return messages().map(bytes -> arguments(Bytes.copyOf(bytes).toByteArray()));
  }

  @MethodSource("samples")
  @FuzzTest(maxDuration = "60s")
  void read(byte[] input) {
    for (HostedCacheVersion version : HostedCacheVersion.values()) {
      try {
        OfferMessage message = OfferMessage.read(version, ByteBuffer.wrap(input));
        assertThat(OfferMessage.read(version, message.encode())).isEqualTo(message);
        if (message instanceof SegmentInfo info) {
          assertThat(info.segment().length()).isPositive();
        }
      } catch (WireFormatException e) {
        assertThat(e.offset()).isBetween(0L, (long) input.length);
      }
    }
    try {
      assertThat(ResponseCode.read(ByteBuffer.wrap(input)).encode())
          .isEqualTo(ByteBuffer.wrap(input));
    } catch (WireFormatException e) {
      assertThat(e.offset()).isBetween(0L, (long) input.length);
    }
  }

  @Test
  void read_damagedMessages_neverThrowsAnythingElse() {
    Random random = new Random(3);
    List<ByteBuffer> messages = messages().toList();
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = Bytes.copyOf(messages.get(i % messages.size())).toByteArray();
      for (int j = random.nextInt(4); j >= 0; j--) {
        damaged[random.nextInt(Math.min(damaged.length, 120))] = (byte) random.nextInt(256);
      }
      read(damaged);
    }
  }
}
