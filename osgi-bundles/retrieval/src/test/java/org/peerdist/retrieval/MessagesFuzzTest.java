package org.peerdist.retrieval;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the samples as a normal test, and looks for new inputs where the environment has
 * JAZZER_FUZZ=1.
 */
class MessagesFuzzTest {
  static Stream<Arguments> requests() {
    return MessagesHostileTest.requests().stream().map(bytes -> arguments(bytes.toByteArray()));
  }

  static Stream<Arguments> responses() {
    return MessagesHostileTest.responses().stream().map(bytes -> arguments(bytes.toByteArray()));
  }

  @MethodSource("requests")
  @FuzzTest(maxDuration = "60s")
  void readRequest(byte[] input) {
    MessagesHostileTest.readRequest(ByteBuffer.wrap(input));
  }

  @MethodSource("responses")
  @FuzzTest(maxDuration = "60s")
  void readResponse(byte[] input) {
    MessagesHostileTest.readResponse(ByteBuffer.wrap(input));
  }
}
