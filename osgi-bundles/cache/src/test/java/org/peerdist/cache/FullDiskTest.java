package org.peerdist.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes nothing more stops the caching, and nothing else. */
class FullDiskTest {
  @TempDir Path folder;

  private static List<SampleContent> fillUntilRefused(ContentCache cache) {
    List<SampleContent> stored = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      SampleContent content = SampleContent.version2(i, 60_000);
      if (!cache.put(content.block(0))) {
        return stored;
      }
      stored.add(content);
    }
    return stored;
  }

  private static void assertAllReadable(ContentCache cache, List<SampleContent> contents) {
    assertThat(contents)
        .isNotEmpty()
        .allSatisfy(
            content -> assertThat(cache.read(content.segment().id(), 0)).hasValue(content.data(0)));
  }

  /** What was put last may be gone, for the disk failed before it was written. */
  private static void assertNoneIsWrong(ContentCache cache, List<SampleContent> contents) {
    for (SampleContent content : contents) {
      cache
          .read(content.segment().id(), 0)
          .ifPresent(data -> assertThat(data).isEqualTo(content.data(0)));
    }
  }

  @Test
  void put_fullDisk_warnsOnceAndKeepsDelivering() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk.toString()));
    LoggedWarnings warnings = new LoggedWarnings();
    try {
      List<SampleContent> stored;
      try (ContentCache cache =
          ContentCache.open(disk.resolve("cache"), CacheOptions.ofMaxBytes(16 << 20))) {
        stored = fillUntilRefused(cache);
        assertThat(cache.put(SampleContent.version2(5000, 100).block(0))).isFalse();
        assertAllReadable(cache, stored);
        cache.flush();
      }
      assertThat(warnings.messages())
          .singleElement()
          .asString()
          .contains("stores nothing more for now");
      try (ContentCache cache =
          ContentCache.open(disk.resolve("cache"), CacheOptions.ofMaxBytes(16 << 20))) {
        assertAllReadable(cache, stored);
      }
    } finally {
      warnings.close();
      assertThat(run("umount", disk.toString())).isTrue();
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void put_folderThatIsGone_warnsOnceAndIsRefused() throws IOException {
    Path home = folder.resolve("cache");
    try (LoggedWarnings warnings = new LoggedWarnings();
        ContentCache cache = ContentCache.open(home, CacheOptions.ofMaxBytes(4 << 20))) {
      SampleContent first = SampleContent.version2(-1, 1000);
      assertThat(cache.put(first.block(0))).isTrue();
      cache.flush();

      Path moved = Files.move(home, folder.resolve("moved"));
      List<SampleContent> stored = fillUntilRefused(cache);

      assertThat(stored).hasSizeLessThan(10);
      assertThat(cache.put(SampleContent.version2(-2, 1000).block(0))).isFalse();
      assertAllReadable(cache, List.of(first));
      assertNoneIsWrong(cache, stored);
      assertThat(warnings.messages()).hasSize(1);
      Files.move(moved, home);
    }
  }
}
