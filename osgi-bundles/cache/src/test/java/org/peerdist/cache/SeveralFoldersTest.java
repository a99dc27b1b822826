package org.peerdist.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeveralFoldersTest {
  private static final long MIB = 1 << 20;

  @TempDir Path temporary;
  private Path first;
  private Path second;
  private final LoggedWarnings warnings = new LoggedWarnings();

  @BeforeEach
  void createFolders() throws IOException {
    first = Files.createDirectory(temporary.resolve("first"));
    second = Files.createDirectory(temporary.resolve("second"));
  }

  @AfterEach
  void stopListening() {
    warnings.close();
  }

  private ContentCache open() throws IOException {
    return open(new CacheFolder(first, bytes(4)), new CacheFolder(second, bytes(12)));
  }

  private static ContentCache open(CacheFolder... folders) throws IOException {
    return ContentCache.open(List.of(folders), CacheOptions.defaults());
  }

  private static CacheLimit bytes(int mebibytes) {
    return CacheLimit.ofBytes(mebibytes * MIB);
  }

  private static boolean reads(ContentCache cache, SampleContent content) {
    return cache
        .read(content.segment().id(), 0)
        .map(data -> assertThat(data).isEqualTo(content.data(0)))
        .isPresent();
  }

  private static List<SampleContent> put(ContentCache cache, int count) {
    List<SampleContent> contents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      contents.add(SampleContent.version2(i, 20_000));
      assertThat(cache.put(contents.get(i).block(0))).isTrue();
    }
    return contents;
  }

  private static long size(ContentCache cache, int folder) {
    return cache.maintenance().folders().get(folder).size();
  }

  @Test
  void put_manySegments_comeToEachFolderByItsRoom() throws IOException {
    List<SampleContent> contents;
    try (ContentCache cache = open()) {
      contents = put(cache, 400);
      assertThat(cache.limit()).isEqualTo(16 * MIB);
      assertThat(cache.size()).isGreaterThan(8_000_000);
      assertThat(size(cache, 1)).isBetween(2 * size(cache, 0), 8 * size(cache, 0));
      assertThat(contents).allMatch(content -> reads(cache, content));
    }
    try (ContentCache cache = open()) {
      assertThat(contents).allMatch(content -> reads(cache, content));
      assertThat(CacheFiles.containers(first.resolve(CacheFolder.NAME))).isNotEmpty();
      assertThat(CacheFiles.containers(second.resolve(CacheFolder.NAME))).isNotEmpty();
    }
  }

  @Test
  void put_moreThanFits_keepsAllLimits() throws IOException {
    try (ContentCache cache = open()) {
      put(cache, 2000);
      cache.tend();
      assertThat(size(cache, 0)).isBetween(2 * MIB, 4 * MIB);
      assertThat(size(cache, 1)).isBetween(10 * MIB, 12 * MIB);
      // Both hold what came last, and nothing much older than the other.
      long held = 0;
      for (int i = 1600; i < 2000; i++) {
        held += cache.holds(SampleContent.version2(i, 20_000).segment().id(), 0) ? 1 : 0;
      }
      assertThat(held).isGreaterThan(380);
    }
  }

  @Test
  void put_blocksOfOneSegment_stayTogether() throws IOException {
    SampleContent content = SampleContent.version1(1, 3_000_000);
    try (ContentCache cache = open()) {
      for (int i = 0; i < content.segment().blockCount(); i++) {
        assertThat(cache.put(content.block(i))).isTrue();
      }
      assertThat(List.of(size(cache, 0), size(cache, 1))).contains(0L);
      assertThat(cache.find(content.segment().id()).orElseThrow().isComplete()).isTrue();
    }
  }

  /** A folder that fails while it is in use: the rest of its segments comes to the other one. */
  @Test
  void put_folderThatBreaks_goesOnInTheOther() throws IOException {
    SampleContent content = SampleContent.version1(1, 3_000_000);
    try (ContentCache cache = open()) {
      cache.put(content.block(0));
      cache.flush();
      Path home = size(cache, 0) > 0 ? first : second;
      Files.move(home, temporary.resolve("gone"));

      for (int round = 0; round < 2; round++) {
        for (int i = 1; i < content.segment().blockCount(); i++) {
          assertThat(cache.put(content.block(i))).isTrue();
        }
        // What the broken folder had taken is absent now, and is put again.
        cache.tend();
      }

      for (int i = 0; i < content.segment().blockCount(); i++) {
        assertThat(cache.read(content.segment().id(), i)).hasValue(content.data(i));
      }
      assertThat(cache.find(content.segment().id()).orElseThrow().isComplete()).isTrue();
      assertThat(warnings.messages()).hasSize(1);
      assertThat(SegmentList.of(cache).verified()).hasSize(1);
      Files.move(temporary.resolve("gone"), home);
    }
  }

  @Test
  void open_missingFolder_warnsOnceAndGoesOn() throws IOException {
    Files.delete(second);
    try (ContentCache cache = open()) {
      assertThat(cache.maintenance().folders()).hasSize(1);
      assertThat(put(cache, 10)).allMatch(content -> reads(cache, content));
    }
    assertThat(second).doesNotExist();
    assertThat(warnings.messages())
        .containsExactly(
            "The content cache goes on without a folder: the folder "
                + second
                + " for the content cache does not exist");
  }

  @Test
  void open_folderInUse_warnsOnceAndGoesOn() throws IOException {
    try (ContentCache other = open(new CacheFolder(second, bytes(4)));
        ContentCache cache = open()) {
      assertThat(put(cache, 10)).allMatch(content -> reads(cache, content));
      assertThat(other.size()).isZero();
    }
    assertThat(warnings.messages())
        .containsExactly(
            "The content cache goes on without a folder: the content cache in "
                + second.resolve(CacheFolder.NAME)
                + " is in use by another process");
  }

  @Test
  void open_noFolderThatCanBeUsed_isRefused() throws IOException {
    try (ContentCache cache = open()) {
      assertThat(cache.maintenance().folders()).hasSize(2);
      assertThatThrownBy(this::open)
          .isInstanceOf(CacheInUseException.class)
          .hasMessageContaining(first.toString());
    }
    Files.move(first, temporary.resolve("1"));
    Files.move(second, temporary.resolve("2"));
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessage("the folder " + first + " for the content cache does not exist");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ContentCache.open(List.of(), CacheOptions.defaults()))
        .withMessage("a content cache needs a folder");
  }

  @Test
  void clear_deletesAllInAllFolders() throws IOException {
    try (ContentCache cache = open()) {
      put(cache, 100);
      cache.clear();
      assertThat(cache.size()).isZero();
      assertThat(CacheFiles.containers(first.resolve(CacheFolder.NAME))).isEmpty();
      assertThat(CacheFiles.containers(second.resolve(CacheFolder.NAME))).isEmpty();
    }
  }
}
