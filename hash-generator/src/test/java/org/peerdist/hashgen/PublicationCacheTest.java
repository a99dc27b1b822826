package org.peerdist.hashgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.content.ContentVersion;
import org.peerdist.wire.Bytes;

class PublicationCacheTest {
  private static final Bytes SECRET = Bytes.ofHex("01");

  @TempDir private Path folder;

  @Test
  void find_nothingPublished_isEmpty() throws IOException {
    try (PublicationCache cache = cache(1 << 20)) {
      assertThat(cache.find(key(1))).isEmpty();
    }
  }

  @Test
  void find_afterPublish_givesTheBytes() throws IOException {
    try (PublicationCache cache = cache(1 << 20)) {
      publish(cache, 1, 100);
      Publication found = cache.find(key(1)).orElseThrow();
      assertThat(found.contentLength()).isEqualTo(1000);
      assertThat(found.versions()).containsExactlyInAnyOrder(ContentVersion.values());
      assertThat(found.encoded(ContentVersion.V1)).contains(ByteBuffer.wrap(new byte[100]));
      assertThat(cache.find(key(2))).isEmpty();
    }
  }

  @Test
  void find_afterRestart_givesTheBytes() throws IOException {
    try (PublicationCache cache = cache(1 << 20)) {
      publish(cache, 1, 100_000);
    }
    try (PublicationCache cache = cache(1 << 20)) {
      assertThat(cache.size()).isBetween(200_000L, 200_100L);
      ByteBuffer found = cache.find(key(1)).orElseThrow().encoded(ContentVersion.V2).orElseThrow();
      assertThat(found.isDirect()).isTrue();
      assertThat(found.remaining()).isEqualTo(100_000);
    }
  }

  @Test
  void find_otherSecret_isEmpty() throws IOException {
    try (PublicationCache cache = cache(1 << 20)) {
      publish(cache, 1, 100);
    }
    try (PublicationCache other = new PublicationCache(folder, 1 << 20, Bytes.ofHex("02"))) {
      assertThat(other.find(key(1))).isEmpty();
      assertThat(other.count()).isEqualTo(1);
    }
  }

  @Test
  void publish_overTheLimit_evictsWhatWasUsedLongestAgo() throws IOException {
    try (PublicationCache cache = cache(7_000)) {
      publish(cache, 1, 1000);
      publish(cache, 2, 1000);
      publish(cache, 3, 1000);
      assertThat(cache.find(key(1))).isPresent();
      publish(cache, 4, 1000);
      assertThat(cache.find(key(2))).isEmpty();
      assertThat(cache.find(key(1))).isPresent();
      assertThat(cache.find(key(3))).isPresent();
      assertThat(cache.find(key(4))).isPresent();
      assertThat(cache.size()).isLessThanOrEqualTo(7_000);
      assertThat(bytesOnDisk("publications")).isEqualTo(cache.size());
    }
  }

  @Test
  void publish_twice_countsOnce() throws IOException {
    try (PublicationCache cache = cache(1 << 20)) {
      publish(cache, 1, 1000);
      long size = cache.size();
      publish(cache, 1, 1000);
      assertThat(cache.size()).isEqualTo(size);
      assertThat(cache.count()).isEqualTo(1);
    }
  }

  @Test
  void publish_largerThanTheCache_isRefused() throws IOException {
    try (PublicationCache cache = cache(1_000)) {
      assertThatThrownBy(() -> publish(cache, 1, 1000))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("holds 1000 bytes");
      assertThat(cache.find(key(1))).isEmpty();
      assertThat(bytesOnDisk("pending")).isZero();
    }
  }

  @Test
  void restart_smallerLimit_evicts() throws IOException {
    try (PublicationCache cache = cache(1 << 20)) {
      publish(cache, 1, 1000);
      publish(cache, 2, 1000);
    }
    try (PublicationCache cache = cache(3_000)) {
      assertThat(cache.find(key(1))).isEmpty();
      assertThat(cache.find(key(2))).isPresent();
    }
  }

  @Test
  void find_evictedWhileInUse_staysReadable() throws IOException {
    try (PublicationCache cache = cache(1 << 20)) {
      publish(cache, 1, 100_000);
      Publication found = cache.find(key(1)).orElseThrow();
      cache.clear();
      assertThat(cache.find(key(1))).isEmpty();
      assertThat(found.encoded(ContentVersion.V1)).contains(ByteBuffer.wrap(new byte[100_000]));
    }
  }

  @Test
  void find_damagedFile_isDropped() throws IOException {
    for (String name : List.of("1.pci", "2.pci", "record")) {
      try (PublicationCache cache = cache(1 << 20)) {
        publish(cache, 1, 100_000);
      }
      flip(name);
      try (PublicationCache cache = cache(1 << 20)) {
        assertThat(cache.find(key(1))).as(name).isEmpty();
        assertThat(cache.size()).as(name).isZero();
        assertThat(bytesOnDisk("publications")).as(name).isZero();
      }
    }
  }

  @Test
  void find_shortenedFile_isDropped() throws IOException {
    for (String name : List.of("1.pci", "record")) {
      try (PublicationCache cache = cache(1 << 20)) {
        publish(cache, 1, 100_000);
      }
      try (RandomAccessFile file = new RandomAccessFile(locate(name).toFile(), "rw")) {
        file.setLength(3);
      }
      try (PublicationCache cache = cache(1 << 20)) {
        assertThat(cache.find(key(1))).as(name).isEmpty();
      }
    }
  }

  @Test
  void openLatest_afterRestart_opensWhatWasUsedLast() throws IOException {
    try (PublicationCache cache = cache(1 << 20)) {
      publish(cache, 1, 100_000);
      publish(cache, 2, 100_000);
      assertThat(cache.find(key(1))).isPresent();
    }
    try (PublicationCache cache = cache(1 << 20)) {
      cache.openLatest(2, () -> true);
      cache.openLatest(1, () -> false);
      PublicationFolder.delete(folder.resolve("publications"));
      assertThat(cache.find(key(2))).isEmpty();
      assertThat(cache.find(key(1))).isPresent();
    }
  }

  @Test
  void open_damagedIndex_startsAfresh() throws IOException {
    try (PublicationCache cache = cache(1 << 20)) {
      publish(cache, 1, 1000);
    }
    Files.write(folder.resolve("index"), new byte[20_000]);
    try (PublicationCache cache = cache(1 << 20)) {
      assertThat(cache.find(key(1))).isEmpty();
      assertThat(cache.size()).isZero();
      publish(cache, 1, 1000);
      assertThat(cache.find(key(1))).isPresent();
    }
  }

  @Test
  void open_inUse_isRefused() throws IOException {
    try (PublicationCache cache = cache(1 << 20)) {
      assertThatThrownBy(() -> cache(1 << 20))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use");
      assertThat(cache.count()).isZero();
    }
  }

  @Test
  void open_leftOvers_areRemoved() throws IOException {
    try (PublicationCache cache = cache(1 << 20)) {
      PendingPublication unfinished = cache.begin(Set.of(ContentVersion.V1));
      Files.write(unfinished.outputs().get(ContentVersion.V1), new byte[10]);
    }
    assertThat(bytesOnDisk("pending")).isEqualTo(10);
    try (PublicationCache cache = cache(1 << 20)) {
      assertThat(cache.count()).isZero();
      assertThat(bytesOnDisk("pending")).isZero();
    }
  }

  private PublicationCache cache(long maxBytes) throws IOException {
    return new PublicationCache(folder, maxBytes, SECRET);
  }

  private static PublicationKey key(int number) {
    return PublicationKey.ofResponse("http://host/" + number, "\"tag\"", "", "", 1000);
  }

  private static void publish(PublicationCache cache, int number, int size) throws IOException {
    try (PendingPublication pending = cache.begin(Set.of(ContentVersion.values()))) {
      for (Path output : pending.outputs().values()) {
        Files.write(output, new byte[size]);
      }
      pending.publish(key(number), 1000);
    }
  }

  private Path locate(String name) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> path.endsWith(name)).findFirst().orElseThrow();
    }
  }

  private void flip(String name) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(locate(name).toFile(), "rw")) {
      file.seek(40);
      int old = file.read();
      file.seek(40);
      file.write(old ^ 1);
    }
  }

  private long bytesOnDisk(String part) throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve(part))) {
      return all.filter(Files::isRegularFile).mapToLong(path -> path.toFile().length()).sum();
    }
  }
}
