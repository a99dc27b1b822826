package org.peerdist.content;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.peerdist.wire.WireFormatException;

/**
 * Runs the samples as a normal test, and looks for new ones where the environment has
 * JAZZER_FUZZ=1.
 */
class ContentInformationFuzzTest {
  static Stream<Arguments> samples() {
    return Samples.ofEachKind().stream().map(bytes -> arguments(bytes.toByteArray()));
  }

  @MethodSource("samples")
  @FuzzTest(maxDuration = "60s")
  void decode(byte[] input) {
    ContentInformation information;
    try {
      information = ContentInformation.decode(ByteBuffer.wrap(input));
    } catch (WireFormatException e) {
      return;
    }
    ContentInformationHostileTest.use(information);
  }
}
