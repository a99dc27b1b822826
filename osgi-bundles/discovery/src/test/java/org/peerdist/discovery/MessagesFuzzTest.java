package org.peerdist.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.peerdist.content.ContentVersion;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/**
 * Whatever the bytes of a message are: a message that can be written again, or one error. Runs on
 * samples and seeded mutations of them, and looks for new inputs where the environment has
 * JAZZER_FUZZ=1.
 */
class MessagesFuzzTest {
  private static final Probe ASKED =
      new Probe("x", ContentVersion.V2, List.of(TestIds.of(1), TestIds.of(2)));

  private static final ProbeMatch.Sender SENDER = new ProbeMatch.Sender("urn:uuid:2", 7, 1);

  static Stream<Arguments> probes() {
    return Stream.of(ContentVersion.values())
        .map(form -> new Probe("urn:uuid:1", form, List.of(TestIds.of(1))).write())
        .map(bytes -> arguments(bytes.toByteArray()));
  }

  static Stream<Arguments> matches() throws WireFormatException {
    List<PeerEndpoint> endpoints = List.of(PeerEndpoint.parse("10.0.0.1:80"));
    return Stream.of(
            new Availability.BlockCounts(Map.of(TestIds.of(1), 5)),
            new Availability.SegmentStates(List.of(Availability.State.PARTIAL), Bytes.EMPTY))
        .map(availability -> new ProbeMatch("x", "y", endpoints, availability).write(SENDER))
        .map(bytes -> arguments(bytes.toByteArray()));
  }

  @MethodSource("probes")
  @FuzzTest(maxDuration = "60s")
  void readProbe_anyBytes_isAProbeOrOneError(byte[] input) {
    readProbe(input);
  }

  @MethodSource("matches")
  @FuzzTest(maxDuration = "60s")
  void readMatch_anyBytes_isAnAnswerOrOneError(byte[] input) {
    readMatch(input);
  }

  @Test
  void read_randomMutations_giveAMessageOrOneError() throws WireFormatException {
    Random random = new Random(20261123);
    List<byte[]> probes = probes().map(sample -> (byte[]) sample.get()[0]).toList();
    List<byte[]> matches = matches().map(sample -> (byte[]) sample.get()[0]).toList();
    int messages = 0;
    for (int i = 0; i < 8_000; i++) {
      boolean probe = random.nextBoolean();
      byte[] bytes = (probe ? probes : matches).get(random.nextInt(2)).clone();
      for (int changes = random.nextInt(3); changes >= 0; changes--) {
        byte[] favourites = {'<', '>', '&', '\r', ' ', 'A', '0', (byte) random.nextInt()};
        bytes[random.nextInt(bytes.length)] = favourites[random.nextInt(favourites.length)];
      }
      messages += (probe ? readProbe(bytes) : readMatch(bytes)) ? 1 : 0;
    }
    assertThat(messages).isBetween(100, 7_900);
  }

  /** Reads a probe, and writes and reads it again if it is one. */
  private static boolean readProbe(byte[] input) {
    Probe probe;
    try {
      probe = Probe.read(ByteBuffer.wrap(input));
    } catch (WireFormatException e) {
      return false;
    }
    try {
      assertThat(Probe.read(probe.write().asByteBuffer())).isEqualTo(probe);
    } catch (WireFormatException e) {
      fail("own encoding is refused: %s", e.getMessage());
    }
    return true;
  }

  /** Reads an answer, and writes and reads it again if it is one. */
  private static boolean readMatch(byte[] input) {
    ProbeMatch match;
    try {
      match = ProbeMatch.read(ByteBuffer.wrap(input));
    } catch (WireFormatException e) {
      return false;
    }
    assertThat(match.availability().of(ASKED)).hasSizeLessThanOrEqualTo(2);
    try {
      assertThat(ProbeMatch.read(match.write(SENDER).asByteBuffer())).isEqualTo(match);
    } catch (WireFormatException e) {
      fail("own encoding is refused: %s", e.getMessage());
    }
    return true;
  }
}
