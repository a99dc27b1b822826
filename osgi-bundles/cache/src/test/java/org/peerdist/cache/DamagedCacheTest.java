package org.peerdist.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What bad disks leave behind is absent, never wrong and never fatal. */
class DamagedCacheTest {
  private static final CacheOptions OPTIONS = CacheOptions.ofMaxBytes(16 << 20);
  private static final int HEADER = 80;

  @TempDir Path folder;
  private final List<SampleContent> contents = new ArrayList<>();
  private final LoggedWarnings warnings = new LoggedWarnings();

  @AfterEach
  void stopListening() {
    assertThat(warnings.messages()).hasSizeLessThanOrEqualTo(1);
    warnings.close();
  }

  @BeforeEach
  void fill() throws IOException {
    try (ContentCache cache = open()) {
      for (int i = 0; i < 10; i++) {
        contents.add(SampleContent.version2(i, 50_000));
        cache.put(contents.get(i).block(0));
      }
    }
  }

  private ContentCache open() throws IOException {
    return ContentCache.open(folder, OPTIONS);
  }

  private static boolean reads(ContentCache cache, SampleContent content) {
    return cache
        .read(content.segment().id(), 0)
        .filter(data -> data.equals(content.data(0)))
        .isPresent();
  }

  private long readable(ContentCache cache) {
    return contents.stream().filter(content -> reads(cache, content)).count();
  }

  @Test
  void read_flippedBit_isAbsentAndDroppedAndCanBePutAgain() throws IOException {
    CacheFiles.flipBit(CacheFiles.containers(folder).get(0), HEADER + 49_999);
    try (ContentCache cache = open()) {
      SampleContent damaged = contents.get(0);
      assertThat(cache.holds(damaged.segment().id(), 0)).isTrue();

      List<String> told = new ArrayList<>();
      cache.addDamageListener((segment, block) -> told.add(segment + " " + block));
      assertThat(cache.read(damaged.segment().id(), 0)).isEmpty();
      assertThat(told).containsExactly(damaged.segment().id() + " 0");

      assertThat(cache.holds(damaged.segment().id(), 0)).isFalse();
      assertThat(cache.find(damaged.segment().id())).isEmpty();
      assertThat(readable(cache)).isEqualTo(9);
      assertThat(cache.put(damaged.block(0))).isTrue();
      assertThat(readable(cache)).isEqualTo(10);
    }
  }

  @Test
  void read_truncatedContainer_losesWhatIsCutOff() throws IOException {
    CacheFiles.truncate(CacheFiles.containers(folder).get(0), 4 * (HEADER + 50_000) + 1000);
    try (ContentCache cache = open()) {
      assertThat(readable(cache)).isEqualTo(4);
      contents.forEach(content -> assertThat(cache.put(content.block(0))).isTrue());
      assertThat(readable(cache)).isEqualTo(10);
    }
    try (ContentCache cache = open()) {
      assertThat(readable(cache)).isEqualTo(10);
    }
  }

  @Test
  void read_missingContainer_isAbsent() throws IOException {
    Files.delete(CacheFiles.containers(folder).get(0));
    try (ContentCache cache = open()) {
      assertThat(cache.size()).isZero();
      assertThat(readable(cache)).isZero();
      contents.forEach(content -> assertThat(cache.put(content.block(0))).isTrue());
      assertThat(readable(cache)).isEqualTo(10);
    }
  }

  @Test
  void open_unknownContainer_isDeleted() throws IOException {
    Path unknown = folder.resolve("00001000.blocks");
    Files.write(unknown, new byte[1000]);
    Path foreign = Files.createFile(folder.resolve("notes.blocks"));
    try (ContentCache cache = open()) {
      assertThat(unknown).doesNotExist();
      assertThat(foreign).exists();
      assertThat(readable(cache)).isEqualTo(10);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 4096, 5000, 8191, 8192})
  void open_truncatedIndex_startsEmptyOrWithWhatIsSound(int length) throws IOException {
    Path index = folder.resolve("index.mv");
    CacheFiles.truncate(index, Math.min(length, Files.size(index)));
    checkThatItWorks();
  }

  @Test
  void open_indexOfZeros_isSetAside() throws IOException {
    Path index = folder.resolve("index.mv");
    Files.write(index, new byte[(int) Files.size(index)]);
    try (ContentCache cache = open()) {
      assertThat(readable(cache)).isZero();
      assertThat(cache.size()).isZero();
      assertThat(folder.resolve("index.mv.damaged")).exists();
      assertThat(CacheFiles.containers(folder)).isEmpty();
      contents.forEach(content -> assertThat(cache.put(content.block(0))).isTrue());
      assertThat(readable(cache)).isEqualTo(10);
    }
    assertThat(warnings.messages())
        .containsExactly(
            "The index of the content cache in "
                + folder
                + " is damaged and was set aside as index.mv.damaged: the cache starts empty");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void open_indexWithRandomDamage_neverReadsWrongBytes(long seed) throws IOException {
    Path index = folder.resolve("index.mv");
    Random random = new Random(seed);
    byte[] garbage = new byte[1 << (2 * seed)];
    random.nextBytes(garbage);
    try (FileChannel channel = FileChannel.open(index, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(garbage), random.nextInt((int) Files.size(index)));
    }
    checkThatItWorks();
  }

  /** An index that shows its damage late needs one more start to be set aside. */
  private void checkThatItWorks() throws IOException {
    try (ContentCache cache = open()) {
      assertThat(readable(cache)).isLessThanOrEqualTo(10);
      contents.forEach(content -> cache.put(content.block(0)));
    }
    try (ContentCache cache = open()) {
      contents.forEach(content -> assertThat(cache.put(content.block(0))).isTrue());
      assertThat(readable(cache)).isEqualTo(10);
    }
  }
}
