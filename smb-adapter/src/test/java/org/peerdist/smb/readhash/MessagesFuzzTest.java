package org.peerdist.smb.readhash;

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
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/**
 * Whatever the bytes are: a message that can be written again, or one error. Runs on samples and
 * seeded mutations of them, and looks for new inputs where the environment has JAZZER_FUZZ=1.
 */
class MessagesFuzzTest {
  private static List<Bytes> samples() {
    ByteBuffer hashes = Bytes.ofHex("00".repeat(31)).asByteBuffer();
    HashHeader header = HashHeader.of(HashVersion.V1, 1, 70_000, 31, "file");
    return Stream.of(
            ReadHashRequest.of(HashVersion.V2, 1, 2).write(),
            new HashBasedResponse(3, hashes).write(),
            new FileBasedResponse(0, 70_000, hashes).write(),
            new ContentInformationFile(header, hashes).part(0, 1000))
        .map(Bytes::copyOf)
        .toList();
  }

  static Stream<Arguments> sampleArguments() {
    return samples().stream().map(bytes -> arguments(bytes.toByteArray()));
  }

  @MethodSource("sampleArguments")
  @FuzzTest(maxDuration = "60s")
  void read_anyBytes_isAMessageOrOneError(byte[] input) {
    ByteBuffer bytes = ByteBuffer.wrap(input);
    check(() -> assertStartsWith(bytes, ReadHashRequest.read(bytes).write()));
    check(() -> rewrite(HashBasedResponse.read(bytes)));
    check(() -> rewrite(FileBasedResponse.read(bytes)));
    check(() -> rewrite(HashHeader.read(bytes)));
    check(() -> rewrite(ContentInformationFile.read(bytes)));
  }

  private interface Action {
    void run() throws WireFormatException;
  }

  private static void check(Action action) {
    try {
      action.run();
    } catch (WireFormatException expected) {
      assertThat(expected).hasMessageNotContaining("null");
    }
  }

  private static void assertStartsWith(ByteBuffer bytes, ByteBuffer start) {
    assertThat(bytes.slice(0, start.remaining())).isEqualTo(start);
  }

  private static void rewrite(HashBasedResponse response) throws WireFormatException {
    assertThat(HashBasedResponse.read(response.write())).isEqualTo(response);
  }

  private static void rewrite(FileBasedResponse response) throws WireFormatException {
    assertThat(FileBasedResponse.read(response.write())).isEqualTo(response);
  }

  private static void rewrite(HashHeader header) throws WireFormatException {
    assertThat(HashHeader.read(header.write())).isEqualTo(header);
  }

  private static void rewrite(ContentInformationFile file) throws WireFormatException {
    ByteBuffer whole = file.part(0, Math.toIntExact(file.length()));
    assertThat(ContentInformationFile.read(whole)).isEqualTo(file);
  }

  @Test
  void read_mutatedSamples_areMessagesOrOneError() {
    Random random = new Random(20_12);
    for (Bytes sample : samples()) {
      for (int i = 0; i < 5_000; i++) {
        byte[] mutated = sample.toByteArray();
        for (int changes = random.nextInt(4); changes >= 0; changes--) {
          mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
        }
        read_anyBytes_isAMessageOrOneError(mutated);
      }
    }
  }
}
