package org.peerdist.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes nothing more stops the caching, and nothing else. */
class FullDiskTest {
  private static final CacheOptions OPTIONS = CacheOptions.ofMaxBytes(16 << 20);

  @TempDir Path folder;
  private Path disk;
  private boolean mounted;
  private final LoggedWarnings warnings = new LoggedWarnings();

  /** A disk of 12 MiB. */
  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk.toString());
    assumeTrue(mounted);
  }

  @AfterEach
  void unmount() throws Exception {
    warnings.close();
    assertThat(!mounted || run("umount", disk.toString())).isTrue();
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

  private ContentCache open() throws IOException {
    return ContentCache.open(disk.resolve("cache"), OPTIONS);
  }

  private void fillDisk() throws IOException {
    // A file of another program, which takes all room that is left.
    try (FileChannel file =
        FileChannel.open(
            disk.resolve("other"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocate(4096);
      while (true) {
        file.write(zeros.rewind());
      }
    } catch (IOException e) {
      assertThat(Files.getFileStore(disk).getUsableSpace()).isZero();
    }
  }

  private void emptyDisk() throws IOException {
    Files.delete(disk.resolve("other"));
  }

  private static List<SampleContent> put(ContentCache cache, int from, int count) {
    List<SampleContent> stored = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      SampleContent content = SampleContent.version2(i, 60_000);
      if (cache.put(content.block(0))) {
        stored.add(content);
      }
    }
    return stored;
  }

  private static boolean isThere(ContentCache cache, SampleContent content) {
    return cache
        .read(content.segment().id(), 0)
        .map(data -> assertThat(data).isEqualTo(content.data(0)))
        .isPresent();
  }

  private static void assertAllReadable(ContentCache cache, List<SampleContent> contents) {
    assertThat(contents).isNotEmpty().allMatch(content -> isThere(cache, content));
  }

  private void assertOneWarning() {
    assertThat(warnings.messages())
        .singleElement()
        .asString()
        .contains("stores nothing more for now")
        .contains(disk.resolve("cache").toString());
  }

  @Test
  void put_untilTheDiskIsFull_warnsOnceAndKeepsDelivering() throws Exception {
    List<SampleContent> stored;
    try (ContentCache cache = open()) {
      stored = put(cache, 0, 500);
      assertThat(stored).hasSizeBetween(100, 250);
      assertThat(cache.put(SampleContent.version2(5000, 100).block(0))).isFalse();
      assertAllReadable(cache, stored);
    }
    assertOneWarning();
    try (ContentCache cache = open()) {
      assertAllReadable(cache, stored);
    }
  }

  @Test
  void put_whileOthersFillTheDisk_losesTheLastAndGoesOnWhenThereIsRoom() throws Exception {
    List<SampleContent> before;
    List<SampleContent> after;
    try (ContentCache cache = open()) {
      before = put(cache, 0, 20);
      cache.flush();
      fillDisk();

      // Half a mebibyte is gathered before the disk is asked.
      List<SampleContent> accepted = put(cache, 100, 100);

      assertThat(accepted).hasSizeLessThan(30);
      assertAllReadable(cache, before);
      assertThat(accepted.stream().filter(content -> isThere(cache, content)).count())
          .isLessThanOrEqualTo(accepted.size());
      assertThat(cache.put(SampleContent.version2(5000, 100).block(0))).isFalse();
      cache.tend();
      assertThat(cache.put(SampleContent.version2(5000, 100).block(0))).isFalse();
      assertOneWarning();

      emptyDisk();
      cache.tend();
      after = put(cache, 200, 20);
      assertThat(after).hasSize(20);
      assertAllReadable(cache, before);
      assertAllReadable(cache, after);
    }
    assertOneWarning();
    try (ContentCache cache = open()) {
      assertAllReadable(cache, before);
      assertAllReadable(cache, after);
    }
  }

  /** The containers need no room, but the index does. */
  @Test
  void tend_indexOnFullDisk_warnsOnceAndLosesNothing() throws Exception {
    List<SampleContent> stored;
    try (ContentCache cache = open()) {
      stored = put(cache, 0, 100);
      cache.flush();
      fillDisk();

      // Each changes the index, which has to grow for it.
      for (SampleContent content : stored.subList(0, 50)) {
        cache.drop(content.segment().id(), 0);
        cache.tend();
      }

      assertOneWarning();
      assertAllReadable(cache, stored.subList(50, 100));
      assertThat(stored.subList(0, 50)).noneMatch(content -> isThere(cache, content));
      emptyDisk();
      cache.tend();
      assertThat(put(cache, 0, 10)).hasSize(10);
    }
    assertOneWarning();
    try (ContentCache cache = open()) {
      assertAllReadable(cache, stored.subList(50, 100));
      assertAllReadable(cache, stored.subList(0, 10));
      assertThat(stored.subList(10, 50)).noneMatch(content -> isThere(cache, content));
    }
    assertOneWarning();
  }

  @Test
  void close_onFullDisk_keepsWhatWasSaved() throws Exception {
    List<SampleContent> stored;
    try (ContentCache cache = open()) {
      stored = put(cache, 0, 50);
      cache.flush();
      fillDisk();
      put(cache, 100, 5);
    }
    try (ContentCache cache = open()) {
      assertAllReadable(cache, stored);
      assertThat(warnings.messages()).hasSizeLessThanOrEqualTo(1);
    }
  }
}
