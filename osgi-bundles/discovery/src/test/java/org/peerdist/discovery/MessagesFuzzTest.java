package org.peerdist.discovery;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.peerdist.content.ContentVersion;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/**
 * Runs the samples as a normal test, and looks for new inputs where the environment has
 * JAZZER_FUZZ=1.
 */
class MessagesFuzzTest {
  private static final Probe ASKED =
      new Probe("x", ContentVersion.V2, List.of(TestIds.of(1), TestIds.of(2)));

  static Stream<Arguments> probes() {
    return Stream.of(ContentVersion.values())
        .map(form -> new Probe("urn:uuid:1", form, List.of(TestIds.of(1))).write())
        .map(bytes -> arguments(bytes.toByteArray()));
  }

  static Stream<Arguments> matches() throws WireFormatException {
    List<PeerEndpoint> endpoints = List.of(PeerEndpoint.parse("10.0.0.1:80"));
    ProbeMatch.Sender sender = new ProbeMatch.Sender("urn:uuid:2", 7, 1);
    return Stream.of(
            new Availability.BlockCounts(Map.of(TestIds.of(1), 5)),
            new Availability.SegmentStates(List.of(Availability.State.PARTIAL), Bytes.EMPTY))
        .map(availability -> new ProbeMatch("x", "y", endpoints, availability).write(sender))
        .map(bytes -> arguments(bytes.toByteArray()));
  }

  @MethodSource("probes")
  @FuzzTest(maxDuration = "60s")
  void readProbe(byte[] input) {
    try {
      Probe probe = Probe.read(ByteBuffer.wrap(input));
      if (!probe.equals(Probe.read(probe.write().asByteBuffer()))) {
        throw new AssertionError("not the same when written and read");
      }
    } catch (WireFormatException e) {
      // This is what junk has to end as.
    }
  }

  @MethodSource("matches")
  @FuzzTest(maxDuration = "60s")
  void readMatch(byte[] input) {
    try {
      ProbeMatch.read(ByteBuffer.wrap(input)).availability().of(ASKED);
    } catch (WireFormatException e) {
      // This is what junk has to end as.
    }
  }
}
