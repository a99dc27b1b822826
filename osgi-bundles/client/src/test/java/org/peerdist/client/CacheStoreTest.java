package org.peerdist.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.cache.CacheOptions;
import org.peerdist.cache.ContentCache;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.content.Segment;

/** A real cache, as the client sees it. */
class CacheStoreTest {
  @TempDir Path folder;

  private final byte[] content = new byte[100_000];
  private ContentCache cache;
  private Segment segment;

  @BeforeEach
  void open() throws Exception {
    new Random(1).nextBytes(content);
    cache = ContentCache.open(folder.resolve("cache"), CacheOptions.ofMaxBytes(64 << 20));
    ByteBuffer encoded = ByteBuffer.allocate(104);
    encoded.put((byte) 0).put((byte) 2).put((byte) 4).putLong(0).putLong(0).putInt(0).putLong(0);
    encoded.put((byte) 0).putInt(68).putInt(content.length);
    encoded.put(HashAlgorithm.TRUNCATED_SHA_512.hash(ByteBuffer.wrap(content)).toByteArray());
    segment = ContentInformation.decode(encoded.put(new byte[32]).flip()).segments().get(0);
  }

  @AfterEach
  void close() throws Exception {
    cache.close();
  }

  private void put() {
    BlockStore.of(cache).put(segment.verify(0, ByteBuffer.wrap(content)).orElseThrow());
  }

  @Test
  void store_emptyCache_hasNothing() {
    assertThat(BlockStore.of(cache).held(segment).isEmpty()).isTrue();
    assertThat(BlockStore.of(cache).read(segment, 0)).isEmpty();
  }

  @Test
  void store_afterPut_readsTheBlock() {
    put();
    BitSet held = BlockStore.of(cache).held(segment);
    assertThat(held.stream()).containsExactly(0);
    assertThat(BlockStore.of(cache).read(segment, 0).orElseThrow().data())
        .isEqualTo(ByteBuffer.wrap(content));
  }
}
