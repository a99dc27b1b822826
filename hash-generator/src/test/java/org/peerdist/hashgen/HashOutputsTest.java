package org.peerdist.hashgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.wire.Bytes;

/** How hashes get to their places: all of them or none. */
class HashOutputsTest {
  private static final int MIB = 1 << 20;

  @TempDir private Path folder;
  private final HashGenerator generator =
      new HashGenerator(new ServerPassphrase(Bytes.ofHex("01")), HashingOptions.defaults());

  @AfterEach
  void closeGenerator() {
    generator.close();
  }

  @Test
  void hashFile_outputFolderMissing_failsAndLeavesNothing() throws Exception {
    Path file = Files.write(folder.resolve("data"), random(100));
    Path missing = folder.resolve("missing/out");

    assertThatThrownBy(
            () ->
                generator.hashFile(
                    file, Map.of(ContentVersion.V1, output("a", 1), ContentVersion.V2, missing)))
        .isInstanceOf(IOException.class);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void hashFile_outputCannotBeMovedIntoPlace_leavesNeitherOutput() throws Exception {
    Path file = Files.write(folder.resolve("data"), random(33 * MIB));
    for (int blocked : List.of(1, 2)) {
      Path obstacle = Files.createDirectory(output("a", blocked));

      assertThatThrownBy(() -> generator.hashFile(file, outputs("a")))
          .isInstanceOf(IOException.class);
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).containsExactlyInAnyOrder(file, obstacle);
      }
      Files.delete(obstacle);
    }
  }

  @Test
  void hashFile_outputCannotBeMovedIntoPlace_leavesWhatTheOtherWouldReplace() throws Exception {
    Path file = Files.write(folder.resolve("data"), random(1000));
    for (int blocked : List.of(1, 2)) {
      Path obstacle = Files.createDirectory(output("a", blocked));
      Path old = Files.write(output("a", 3 - blocked), random(100));

      assertThatThrownBy(() -> generator.hashFile(file, outputs("a")))
          .isInstanceOf(IOException.class);
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).containsExactlyInAnyOrder(file, obstacle, old);
      }
      assertThat(old).hasBinaryContent(random(100));
      Files.delete(obstacle);
      Files.delete(old);
    }
  }

  @Test
  void hashFile_outputExists_isReplaced() throws Exception {
    Path file = Files.write(folder.resolve("data"), random(3 * MIB));
    Files.write(output("a", 1), random(100));

    generator.hashFile(file, outputs("a"));
    generator.hashFile(file, outputs("b"));

    for (int version : List.of(1, 2)) {
      assertThat(output("a", version)).hasSameBinaryContentAs(output("b", version));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(5);
    }
  }

  private Map<ContentVersion, Path> outputs(String name) {
    return Map.of(ContentVersion.V1, output(name, 1), ContentVersion.V2, output(name, 2));
  }

  private Path output(String name, int version) {
    return folder.resolve(name + version);
  }

  private static byte[] random(int length) {
    byte[] data = new byte[length];
    new Random(length).nextBytes(data);
    return data;
  }
}
