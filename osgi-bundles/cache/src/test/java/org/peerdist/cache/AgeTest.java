package org.peerdist.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.content.ContentTag;

/** What nobody uses for long is dropped. */
class AgeTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final CacheOptions OPTIONS = CacheOptions.ofMaxBytes(16 << 20);

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final SampleContent content = SampleContent.version1(1, 200_000);
  private final SampleContent other = SampleContent.version2(2, 50_000);

  @TempDir Path folder;

  private ContentCache open() throws IOException {
    return open(OPTIONS);
  }

  private ContentCache open(CacheOptions options) throws IOException {
    return ContentCache.open(folder, options, now::get);
  }

  private void passDays(int days) {
    now.updateAndGet(time -> time.plus(Duration.ofDays(days)));
  }

  private static boolean holds(ContentCache cache, SampleContent which) {
    return cache.holds(which.segment().id(), 0);
  }

  private static boolean reads(ContentCache cache, SampleContent which) {
    return cache.read(which.segment().id(), 0).isPresent();
  }

  @Test
  void find_segment_tellsWhenItWasStoredAndUsed() throws IOException {
    try (ContentCache cache = open()) {
      cache.put(content.block(0));
      passDays(3);
      cache.put(content.block(1));
      passDays(2);

      CachedSegment found = cache.find(content.segment().id()).orElseThrow();
      assertThat(found.stored()).isEqualTo(START);
      assertThat(found.used()).isEqualTo(START.plus(Duration.ofDays(3)));
    }
    try (ContentCache cache = open()) {
      assertThat(cache.find(content.segment().id()).orElseThrow().stored()).isEqualTo(START);
    }
  }

  @Test
  void find_segmentThatNobodyUsedFor28Days_isGone() throws IOException {
    try (ContentCache cache = open()) {
      cache.put(content.block(0));
      cache
          .opaqueBlocks()
          .put(
              new OpaqueSegment(content.segment().id(), 100, 100, ContentTag.NONE),
              0,
              ByteBuffer.allocate(100));
      passDays(28);
      assertThat(holds(cache, content)).isTrue();
      assertThat(cache.opaqueBlocks().find(content.segment().id())).isPresent();

      now.updateAndGet(time -> time.plusSeconds(1));

      assertThat(cache.opaqueBlocks().find(content.segment().id())).isEmpty();
      assertThat(holds(cache, content)).isFalse();
      assertThat(cache.find(content.segment().id())).isEmpty();
      assertThat(reads(cache, content)).isFalse();
      assertThat(cache.put(content.block(0))).isTrue();
      assertThat(reads(cache, content)).isTrue();
    }
  }

  @Test
  void read_nowAndThen_keepsTheSegment() throws IOException {
    for (int i = 0; i < 5; i++) {
      try (ContentCache cache = open()) {
        cache.put(other.block(0));
        if (i == 0) {
          cache.put(content.block(0));
        }
        assertThat(reads(cache, content)).isTrue();
        passDays(20);
        // To know of it is not to use it.
        assertThat(cache.find(content.segment().id()).orElseThrow().used())
            .isEqualTo(START.plus(Duration.ofDays(20L * i)));
      }
    }
  }

  @Test
  void tend_oldSegments_givesTheirSpaceBack() throws IOException {
    try (ContentCache cache = open()) {
      for (int i = 0; i < 1200; i++) {
        cache.put(SampleContent.version2(i, 5000).block(0));
      }
      cache.flush();
      passDays(20);
      cache.put(content.block(0));
      cache.put(content.block(1));
    }
    passDays(9);
    try (ContentCache cache = open()) {
      long before = CacheFiles.bytesOnDisk(folder);
      assertThat(before).isGreaterThan(5_000_000);
      for (int i = 0; i < 5; i++) {
        cache.tend();
      }
      // All but the container in which there is something younger, and its neighbour.
      assertThat(CacheFiles.bytesOnDisk(folder)).isLessThan(2_500_000);
      assertThat(cache.size()).isLessThan(2_500_000);
      assertThat(holds(cache, content)).isTrue();
      assertThat(reads(cache, content)).isTrue();
      assertThat(cache.read(content.segment().id(), 1)).hasValue(content.data(1));
      assertThat(holds(cache, SampleContent.version2(7, 5000))).isFalse();
    }
  }

  @Test
  void open_withoutAge_keepsAll() throws IOException {
    try (ContentCache cache = open(OPTIONS.withMaxAge(Optional.empty()))) {
      cache.put(content.block(0));
      passDays(10_000);
      cache.tend();
      assertThat(reads(cache, content)).isTrue();
    }
  }

  @Test
  void open_withShorterAge_dropsWhatIsOlder() throws IOException {
    try (ContentCache cache = open()) {
      cache.put(content.block(0));
    }
    now.updateAndGet(time -> time.plusSeconds(61));
    try (ContentCache cache = open(OPTIONS.withMaxAge(Optional.of(Duration.ofMinutes(1))))) {
      assertThat(holds(cache, content)).isFalse();
    }
  }
}
