package org.peerdist.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nobody reads goes first, and the limit holds. */
class EvictionTest {
  private static final long MIB = 1 << 20;

  /** The containers of small caches: two of the greatest blocks, and a little. */
  private static final long SMALL_CONTAINER = 2 * (80 + 128 * 1024 + 256 + 16 * 1024);

  private static final Map<Integer, SampleContent> CONTENTS = new ConcurrentHashMap<>();

  @TempDir Path folder;

  private ContentCache open(long limit) throws IOException {
    return ContentCache.open(folder, CacheOptions.ofMaxBytes(limit));
  }

  private static SampleContent content(int number) {
    return CONTENTS.computeIfAbsent(number, seed -> SampleContent.version2(seed, 60_000));
  }

  private static boolean reads(ContentCache cache, int number) {
    SampleContent content = content(number);
    return cache
        .read(content.segment().id(), 0)
        .map(data -> assertThat(data).isEqualTo(content.data(0)))
        .isPresent();
  }

  private static List<Integer> held(ContentCache cache, int count) {
    return IntStream.range(0, count)
        .filter(i -> cache.holds(content(i).segment().id(), 0))
        .boxed()
        .toList();
  }

  @Test
  void put_moreThanTheLimit_evictsTheOldestFirst() throws IOException {
    try (ContentCache cache = open(8 * MIB)) {
      for (int i = 0; i < 300; i++) {
        assertThat(cache.put(content(i).block(0))).isTrue();
        assertThat(cache.size()).isLessThanOrEqualTo(8 * MIB);
      }
      List<Integer> held = held(cache, 300);
      assertThat(held).hasSizeGreaterThan(115).isEqualTo(range(300 - held.size(), 300));
      assertThat(held).allMatch(i -> reads(cache, i));
      assertThat(CacheFiles.bytesOnDisk(folder)).isLessThanOrEqualTo(8 * MIB);
    }
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  @Test
  void put_smallestLimit_keepsTheNewest() throws IOException {
    try (ContentCache cache = open(MIB)) {
      for (int i = 0; i < 100; i++) {
        SampleContent content = SampleContent.version2(i, 131_072);
        assertThat(cache.put(content.block(0))).isTrue();
        assertThat(cache.read(content.segment().id(), 0)).hasValue(content.data(0));
        assertThat(CacheFiles.bytesOnDisk(folder)).isLessThanOrEqualTo(MIB + SMALL_CONTAINER);
      }
    }
  }

  @Test
  void put_whileSomeAreRead_keepsThese() throws IOException {
    try (ContentCache cache = open(8 * MIB)) {
      for (int i = 0; i < 500; i++) {
        cache.put(content(i).block(0));
        for (int hot = 0; hot < 10 && hot <= i; hot++) {
          assertThat(reads(cache, hot)).as("%d after %d", hot, i).isTrue();
        }
      }
    }
  }

  @Test
  void put_afterReadsEnded_evictsWhatWasRead() throws IOException {
    try (ContentCache cache = open(8 * MIB)) {
      for (int i = 0; i < 20; i++) {
        cache.put(content(i).block(0));
        assertThat(reads(cache, i)).isTrue();
      }
      for (int i = 20; i < 500; i++) {
        cache.put(content(i).block(0));
      }
      assertThat(held(cache, 20)).isEmpty();
    }
  }

  @Test
  void put_everythingIsRead_evictsAnyway() throws IOException {
    try (ContentCache cache = open(2 * MIB)) {
      for (int i = 0; i < 200; i++) {
        assertThat(cache.put(content(i).block(0))).isTrue();
        held(cache, i).forEach(number -> reads(cache, number));
        assertThat(cache.size()).isLessThanOrEqualTo(2 * MIB + SMALL_CONTAINER);
      }
    }
  }

  @Test
  void put_blocksOfOneSegment_evictsBlocksOfIt() throws IOException {
    SampleContent big = SampleContent.version1(1, 12 << 20);
    try (ContentCache cache = open(8 * MIB)) {
      for (int i = 0; i < big.segment().blockCount(); i++) {
        assertThat(cache.put(big.block(i))).isTrue();
      }
      BitSet blocks = cache.find(big.segment().id()).orElseThrow().blocks();
      assertThat(blocks.nextSetBit(0)).isBetween(64, 90);
      assertThat(blocks.cardinality()).isEqualTo(192 - blocks.nextSetBit(0));
      blocks.stream()
          .forEach(i -> assertThat(cache.read(big.segment().id(), i)).hasValue(big.data(i)));
    }
  }

  @Test
  void reopen_withUseNoted_keepsWhatWasRead() throws IOException {
    try (ContentCache cache = open(8 * MIB)) {
      for (int i = 0; i < 100; i++) {
        cache.put(content(i).block(0));
      }
      assertThat(reads(cache, 0)).isTrue();
    }
    try (ContentCache cache = open(8 * MIB)) {
      for (int i = 100; i < 150; i++) {
        cache.put(content(i).block(0));
      }
      assertThat(held(cache, 8)).containsExactly(0);
    }
  }

  @Test
  void reopen_withLowerLimit_shrinks() throws IOException {
    try (ContentCache cache = open(16 * MIB)) {
      for (int i = 0; i < 250; i++) {
        cache.put(content(i).block(0));
      }
    }
    try (ContentCache cache = open(4 * MIB)) {
      for (int i = 250; i < 300; i++) {
        cache.put(content(i).block(0));
      }
      assertThat(cache.size()).isLessThanOrEqualTo(4 * MIB);
      assertThat(held(cache, 300)).allMatch(i -> reads(cache, i)).contains(299);
    }
  }

  @Test
  void put_damagedHeaders_reclaimsTheRest() throws IOException {
    try (ContentCache cache = open(8 * MIB)) {
      for (int i = 0; i < 100; i++) {
        cache.put(content(i).block(0));
      }
    }
    Path first = CacheFiles.containers(folder).get(0);
    CacheFiles.flipBit(first, 5);
    CacheFiles.flipBit(first, 60_080 + 20);
    try (ContentCache cache = open(8 * MIB)) {
      for (int i = 100; i < 300; i++) {
        cache.put(content(i).block(0));
      }
      // The index still has the two, until somebody asks for their bytes.
      assertThat(held(cache, 100)).containsExactly(0, 1);
      assertThat(reads(cache, 0)).isFalse();
      assertThat(held(cache, 100)).containsExactly(1);
    }
  }

  @Test
  void use_byManyThreads_isNeverWrong() throws Exception {
    int contents = 400;
    List<SampleContent> all = new ArrayList<>();
    for (int i = 0; i < contents; i++) {
      all.add(SampleContent.version2(i, 1 + i * 300));
    }
    AtomicInteger hits = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (ContentCache cache = open(8 * MIB)) {
      List<Future<?>> done = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        Random random = new Random(t);
        done.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 1500; i++) {
                    SampleContent content = all.get(random.nextInt(contents));
                    if (random.nextInt(3) == 0) {
                      assertThat(cache.put(content.block(0))).isTrue();
                    }
                    cache
                        .read(content.segment().id(), 0)
                        .ifPresent(
                            data -> {
                              assertThat(data).isEqualTo(content.data(0));
                              hits.incrementAndGet();
                            });
                  }
                }));
      }
      for (Future<?> one : done) {
        one.get(1, TimeUnit.MINUTES);
      }
      assertThat(hits).hasPositiveValue();
      assertThat(cache.size()).isLessThanOrEqualTo(8 * MIB + SMALL_CONTAINER);
      // A block that two threads put at once is there twice, and nobody has yet asked for the
      // second.
      cache.tend();
      assertPadded(cache);
    } finally {
      threads.shutdownNow();
    }
  }

  /** The last slot of each container may end before the next multiple of 16. */
  private void assertPadded(ContentCache cache) throws IOException {
    long padding = cache.size() - CacheFiles.bytesOnDisk(folder);
    assertThat(padding).isBetween(0L, 15L * CacheFiles.containers(folder).size());
  }

  @Test
  void use_byInterruptedThreads_goesOn() throws Exception {
    SampleContent content = SampleContent.version1(1, 2 << 20);
    try (ContentCache cache = open(8 * MIB)) {
      for (int i = 0; i < 32; i++) {
        Thread.currentThread().interrupt();
        assertThat(cache.put(content.block(i))).isTrue();
        assertThat(cache.read(content.segment().id(), i)).hasValue(content.data(i));
        assertThat(Thread.interrupted()).isTrue();
      }
      assertThat(cache.find(content.segment().id()).orElseThrow().isComplete()).isTrue();
    }
  }
}
