package org.peerdist.hashgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.hashgen.PublicationRecord.Contents;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/**
 * The files of the publication cache, which disks may damage. Runs the samples as a normal test,
 * and looks for new inputs where the environment has JAZZER_FUZZ=1.
 */
class PublicationFuzzTest {
  private static final Bytes NAME = Bytes.ofHex("ab".repeat(32));

  static Stream<Arguments> records() {
    byte[] sample = Bytes.copyOf(PublicationRecordTest.BOTH.write()).toByteArray();
    return Stream.of(sample, Arrays.copyOf(sample, sample.length - 4), new byte[0])
        .map(bytes -> arguments((Object) bytes));
  }

  /** Both as they are, and with the right checksum behind them. */
  @MethodSource("records")
  @FuzzTest(maxDuration = "60s")
  void readRecord(byte[] input) {
    for (byte[] record : new byte[][] {input, PublicationRecordTest.sealed(input)}) {
      try {
        PublicationRecord read = PublicationRecord.read(ByteBuffer.wrap(record));
        assertThat(PublicationRecord.read(read.write())).isEqualTo(read);
        assertThat(read.contentLength()).isPositive();
      } catch (WireFormatException e) {
        assertThat(e).hasMessageContaining(" at byte ");
      }
    }
  }

  static Stream<Arguments> files() throws IOException {
    Path folder = Files.createTempDirectory("fuzz");
    Path content = Files.write(folder.resolve("content"), new byte[100_000]);
    Path hashes = folder.resolve("hashes");
    try (HashGenerator generator =
        new HashGenerator(new ServerPassphrase(NAME), HashingOptions.defaults())) {
      generator.hashFile(content, Map.of(ContentVersion.V1, hashes));
      return Stream.of(Files.readAllBytes(hashes), new byte[0])
          .map(bytes -> arguments((Object) bytes));
    } finally {
      Files.delete(content);
      Files.delete(hashes);
      Files.delete(folder);
    }
  }

  /** A file that is not what a generator writes, and a record that says that it belongs there. */
  @MethodSource("files")
  @FuzzTest(maxDuration = "60s")
  void openPublication(byte[] input) throws Exception {
    Path folder = Files.createTempDirectory("fuzz");
    try {
      Files.write(PublicationFolder.file(folder, ContentVersion.V1), input);
      Contents contents = Contents.of(ByteBuffer.wrap(input));
      PublicationRecord record =
          new PublicationRecord(NAME, 100_000, Map.of(ContentVersion.V1, contents));
      Files.write(folder.resolve("record"), Bytes.copyOf(record.write()).toByteArray());
      Publication publication = PublicationFolder.open(folder, NAME);
      assertThat(publication.encoded(ContentVersion.V1)).contains(ByteBuffer.wrap(input));
      publication
          .contentInformation(ContentVersion.V1)
          .ifPresent(information -> assertThat(information.segments()).isNotEmpty());
    } finally {
      PublicationFolder.delete(folder);
    }
  }
}
