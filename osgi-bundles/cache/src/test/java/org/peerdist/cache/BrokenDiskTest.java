package org.peerdist.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that fails while the cache is open. */
class BrokenDiskTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final LoggedWarnings warnings = new LoggedWarnings();

  @TempDir Path folder;

  @AfterEach
  void stopListening() {
    warnings.close();
  }

  private ContentCache open() throws IOException {
    return ContentCache.open(folder.resolve("cache"), CacheOptions.ofMaxBytes(4 << 20), now::get);
  }

  private static boolean isThere(ContentCache cache, SampleContent content) {
    return cache
        .read(content.segment().id(), 0)
        .map(data -> assertThat(data).isEqualTo(content.data(0)))
        .isPresent();
  }

  @Test
  void put_folderThatIsGone_warnsOnce_andGoesOnWhenItIsBack() throws IOException {
    SampleContent first = SampleContent.version2(-1, 1000);
    SampleContent last = SampleContent.version2(-2, 1000);
    try (ContentCache cache = open()) {
      assertThat(cache.put(first.block(0))).isTrue();
      cache.flush();
      Path moved = Files.move(folder.resolve("cache"), folder.resolve("moved"));

      int accepted = 0;
      while (cache.put(SampleContent.version2(accepted, 60_000).block(0))) {
        accepted++;
      }

      assertThat(accepted).isLessThan(20);
      assertThat(isThere(cache, first)).isTrue();
      now.updateAndGet(time -> time.plus(Duration.ofHours(1)));
      cache.tend();
      assertThat(cache.put(last.block(0))).isFalse();
      Files.move(moved, folder.resolve("cache"));
      now.updateAndGet(time -> time.plus(Duration.ofHours(1)));
      cache.tend();
      assertThat(cache.put(last.block(0))).isTrue();
      assertThat(isThere(cache, first)).isTrue();
      assertThat(warnings.messages()).hasSize(1);
    }
    try (ContentCache cache = open()) {
      assertThat(isThere(cache, first)).isTrue();
      assertThat(isThere(cache, last)).isTrue();
    }
  }

  /** Java closes a file under a thread that is interrupted while it reads. */
  @Test
  void find_byInterruptedThread_leavesTheIndexAsItIs() throws IOException {
    try (ContentCache cache = open()) {
      for (int i = 0; i < 500; i++) {
        cache.put(SampleContent.version2(i, 100).block(0));
      }
    }
    // The pages of the index have to be read again.
    try (ContentCache cache = open()) {
      Thread.currentThread().interrupt();
      for (int i = 0; i < 500; i++) {
        assertThat(isThere(cache, SampleContent.version2(i, 100))).isTrue();
      }
      assertThat(cache.put(SampleContent.version2(500, 100).block(0))).isTrue();
      cache.flush();
      assertThat(Thread.interrupted()).isTrue();
    }
    try (ContentCache cache = open()) {
      assertThat(isThere(cache, SampleContent.version2(0, 100))).isTrue();
      assertThat(isThere(cache, SampleContent.version2(500, 100))).isTrue();
    }
    assertThat(warnings.messages()).isEmpty();
  }

  @Test
  void find_indexDamagedWhileOpen_startsEmptyAndGoesOn() throws IOException {
    try (ContentCache cache = open()) {
      for (int i = 0; i < 500; i++) {
        cache.put(SampleContent.version2(i, 100).block(0));
      }
    }
    try (ContentCache cache = open()) {
      Path index = folder.resolve("cache").resolve("index.mv");
      Files.write(index, new byte[(int) Files.size(index)]);

      for (int i = 0; i < 500; i++) {
        assertThat(isThere(cache, SampleContent.version2(i, 100))).isFalse();
      }
      cache.tend();

      assertThat(warnings.messages()).singleElement().asString().contains("is damaged");
      assertThat(cache.size()).isZero();
      assertThat(cache.put(SampleContent.version2(1, 100).block(0))).isTrue();
    }
    try (ContentCache cache = open()) {
      assertThat(isThere(cache, SampleContent.version2(1, 100))).isTrue();
    }
    assertThat(warnings.messages()).hasSize(1);
  }
}
