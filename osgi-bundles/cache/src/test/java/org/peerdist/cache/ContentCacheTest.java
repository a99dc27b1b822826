package org.peerdist.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.content.Segment;
import org.peerdist.content.ServerSecret;
import org.peerdist.wire.Bytes;

class ContentCacheTest {
  private static final CacheOptions OPTIONS = CacheOptions.ofMaxBytes(16 << 20);

  @TempDir Path folder;

  private ContentCache open() throws IOException {
    return ContentCache.open(folder.resolve("cache"), OPTIONS);
  }

  @Test
  void put_blocksOfVersion1_areFoundOneByOne() throws IOException {
    SampleContent content = SampleContent.version1(1, 200_000);
    try (ContentCache cache = open()) {
      assertThat(cache.find(content.segment().id())).isEmpty();

      assertThat(cache.put(content.block(3))).isTrue();
      assertThat(cache.put(content.block(1))).isTrue();

      CachedSegment found = cache.find(content.segment().id()).orElseThrow();
      assertThat(found.id()).isEqualTo(content.segment().id());
      assertThat(found.secret()).isEqualTo(content.segment().secret());
      assertThat(found.algorithm()).isEqualTo(HashAlgorithm.SHA_256);
      assertThat(found.version()).isEqualTo(ContentVersion.V1);
      assertThat(found.length()).isEqualTo(200_000);
      assertThat(found.blockCount()).isEqualTo(4);
      assertThat(found.blocks().stream()).containsExactly(1, 3);
      assertThat(found.isComplete()).isFalse();
      assertThat(cache.holds(content.segment().id(), 1)).isTrue();
      for (int index : List.of(-1, 0, 2, 4, Integer.MAX_VALUE)) {
        assertThat(cache.holds(content.segment().id(), index)).isFalse();
        assertThat(cache.read(content.segment().id(), index)).isEmpty();
      }
      assertThat(cache.read(content.segment().id(), 3)).hasValue(content.data(3));
    }
  }

  @Test
  void put_segmentOfVersion2_isComplete() throws IOException {
    try (ContentCache cache = open()) {
      for (int length : List.of(1, 15, 65_536, 131_072)) {
        SampleContent content = SampleContent.version2(length, length);

        assertThat(cache.put(content.block(0))).isTrue();

        assertThat(cache.find(content.segment().id()))
            .hasValueSatisfying(found -> assertThat(found.isComplete()).isTrue())
            .hasValueSatisfying(found -> assertThat(found.length()).isEqualTo(length));
        assertThat(cache.read(content.segment().id(), 0)).hasValue(content.data(0));
      }
    }
  }

  @Test
  void put_twice_takesSpaceOnce() throws IOException {
    SampleContent content = SampleContent.version2(1, 50_000);
    try (ContentCache cache = open()) {
      cache.put(content.block(0));
      long size = cache.size();

      assertThat(cache.put(content.block(0))).isTrue();

      assertThat(cache.size()).isEqualTo(size).isGreaterThan(50_000);
    }
  }

  @Test
  void put_sameBytesOfAnotherServer_areAnotherSegment() throws IOException {
    byte[] data = new byte[1000];
    byte[] key = new byte[32];
    SampleContent mine = SampleContent.version2(data, new ServerSecret(Bytes.copyOf(key)));
    key[0] = 1;
    SampleContent other = SampleContent.version2(data, new ServerSecret(Bytes.copyOf(key)));
    try (ContentCache cache = open()) {
      cache.put(mine.block(0));

      assertThat(cache.find(other.segment().id())).isEmpty();
      assertThat(cache.find(mine.segment().id())).isPresent();
    }
  }

  @Test
  void read_intoTarget_movesItsPosition() throws IOException {
    SampleContent content = SampleContent.version2(1, 50_000);
    try (ContentCache cache = open()) {
      cache.put(content.block(0));
      ByteBuffer target = ByteBuffer.allocateDirect(60_000).position(100);

      assertThat(cache.read(content.segment().id(), 0, target)).isTrue();

      assertThat(target.position()).isEqualTo(50_100);
      assertThat(target.flip().position(100)).isEqualTo(content.data(0));
      assertThatThrownBy(() -> cache.read(content.segment().id(), 0, ByteBuffer.allocate(49_999)))
          .isInstanceOf(BufferOverflowException.class);
    }
  }

  @Test
  void reopen_afterClose_hasEverything() throws IOException {
    SampleContent first = SampleContent.version1(1, 1_000_000);
    SampleContent second = SampleContent.version2(2, 100_000);
    long size;
    try (ContentCache cache = open()) {
      for (int i = 0; i < first.segment().blockCount(); i++) {
        cache.put(first.block(i));
      }
      size = cache.size();
    }
    try (ContentCache cache = open()) {
      assertThat(cache.size()).isEqualTo(size);
      assertThat(cache.find(first.segment().id()).orElseThrow().isComplete()).isTrue();
      assertThat(cache.read(first.segment().id(), 7)).hasValue(first.data(7));
      cache.put(second.block(0));
      assertThat(cache.read(first.segment().id(), 15)).hasValue(first.data(15));
      assertThat(cache.read(second.segment().id(), 0)).hasValue(second.data(0));
    }
  }

  @Test
  void open_twice_saysWhichFolderIsInUse() throws IOException {
    try (ContentCache cache = open()) {
      assertThat(cache.size()).isZero();
      assertThatThrownBy(this::open)
          .isInstanceOf(CacheInUseException.class)
          .hasMessageContaining(folder.resolve("cache").toString());
    }
    open().close();
  }

  @Test
  void open_folder_isPrivate() throws IOException {
    try (ContentCache cache = open()) {
      cache.put(SampleContent.version2(1, 1000).block(0));
      cache.flush();
      Path cacheFolder = folder.resolve("cache");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cacheFolder)))
          .isEqualTo("rwx------");
      try (Stream<Path> files = Files.list(cacheFolder)) {
        assertThat(files)
            .hasSize(3)
            .allSatisfy(
                file ->
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
      }
    }
  }

  @Test
  void clear_deletesAllAndGoesOn() throws IOException {
    SampleContent content = SampleContent.version2(1, 50_000);
    try (ContentCache cache = open()) {
      cache.put(content.block(0));
      cache.flush();

      cache.clear();

      assertThat(cache.size()).isZero();
      assertThat(cache.find(content.segment().id())).isEmpty();
      assertThat(cache.put(content.block(0))).isTrue();
      assertThat(cache.read(content.segment().id(), 0)).hasValue(content.data(0));
    }
    try (ContentCache cache = open()) {
      assertThat(cache.read(content.segment().id(), 0)).hasValue(content.data(0));
    }
  }

  @Test
  void drop_block_isAbsentUntilItIsPutAgain() throws IOException {
    SampleContent content = SampleContent.version1(1, 100_000);
    try (ContentCache cache = open()) {
      cache.put(content.block(0));
      cache.put(content.block(1));

      cache.drop(content.segment().id(), 0);

      assertThat(cache.find(content.segment().id()).orElseThrow().blocks().stream())
          .containsExactly(1);
      cache.put(content.block(0));
      assertThat(cache.read(content.segment().id(), 0)).hasValue(content.data(0));
    }
  }

  @Test
  void use_afterClose_isRefused() throws IOException {
    SampleContent content = SampleContent.version2(1, 1000);
    ContentCache cache = open();
    cache.close();
    cache.close();

    assertThatIllegalStateException().isThrownBy(() -> cache.put(content.block(0)));
    assertThatIllegalStateException().isThrownBy(() -> cache.find(content.segment().id()));
  }

  /** Hashes are those of a segment whatever is said of its length; the last block tells it. */
  @Test
  void put_wrongLength_isPutRightByTheLastBlock() throws IOException {
    SampleContent content = SampleContent.version1(1, 200_000);
    Segment longer = content.withLength(200_001);
    try (ContentCache cache = open()) {
      assertThat(cache.put(longer.verify(0, content.data(0)).orElseThrow())).isTrue();
      assertThat(cache.put(content.block(1))).isFalse();

      assertThat(cache.put(content.block(3))).isTrue();

      assertThat(cache.put(content.block(1))).isTrue();
      assertThat(cache.put(longer.verify(0, content.data(0)).orElseThrow())).isFalse();
      CachedSegment found = cache.find(content.segment().id()).orElseThrow();
      assertThat(found.length()).isEqualTo(200_000);
      assertThat(found.blocks().stream()).containsExactly(1, 3);
    }
  }
}
