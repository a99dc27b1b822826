package org.peerdist.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.api.ContentOrigin;
import org.peerdist.api.ContentStatistics;
import org.peerdist.client.ClientOptions;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.wire.Bytes;

/** What the README shows of the API is what is run here, word for word. */
class ApiSampleTest {
  private static final Path README = Path.of("../README.md");
  private static final Path SAMPLE =
      Path.of("src/test/java/org/peerdist/integration/ApiSample.java");

  @TempDir private Path folder;

  @Test
  void sample_isThatOfTheReadme_andShort() throws IOException {
    String shown = between(README, "~~~java\n", "~~~\n");
    String run = between(SAMPLE, "  // README:\n", "  // :README\n");
    assertThat(shown.stripTrailing()).isEqualTo(run.stripTrailing().stripIndent());
    assertThat(shown.lines()).hasSizeLessThanOrEqualTo(40);
  }

  private static String between(Path file, String start, String end) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    assertThat(text).containsOnlyOnce(start);
    int from = text.indexOf(start) + start.length();
    return text.substring(from, text.indexOf(end, from));
  }

  @Test
  void sample_takesEachByteFromTheOriginOnce() throws Exception {
    byte[] content = new byte[3_000_000];
    new Random(9).nextBytes(content);
    Path file = Files.write(folder.resolve("file"), content);
    ServerPassphrase secret = new ServerPassphrase(Bytes.ofHex("0102"));
    byte[] hashes = ApiSample.publish(file, folder.resolve("hashes"), secret);
    assertThat(retrieve(hashes, file, content).added()).isEqualTo(content.length);
    ContentStatistics again = retrieve(hashes, file, content);
    assertThat(again.fromCache()).isEqualTo(content.length);
    assertThat(again.added()).isZero();
  }

  private ContentStatistics retrieve(byte[] hashes, Path file, byte[] expected) throws Exception {
    Path copy = folder.resolve("copy");
    Path cache = folder.resolve("cache");
    ClientOptions options = ClientOptions.defaults().withDiscovery(false);
    ContentOrigin origin =
        range -> {
          FileChannel channel = FileChannel.open(file);
          return Channels.newInputStream(channel.position(range.start()));
        };
    try (FileChannel target =
        FileChannel.open(copy, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ContentStatistics statistics = ApiSample.retrieve(hashes, origin, target, cache, options);
      assertThat(Files.readAllBytes(copy)).isEqualTo(expected);
      Files.delete(copy);
      return statistics;
    }
  }
}
