package org.peerdist.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
import org.peerdist.discovery.Holding;
import org.peerdist.retrieval.HeldBlock;
import org.peerdist.retrieval.HeldSegment;

/** A real cache, as server and responder see it. */
class CacheAdaptersTest {
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
    cache.put(segment.verify(0, ByteBuffer.wrap(content)).orElseThrow());
  }

  @Test
  void all_emptyCache_haveNothing() {
    assertThat(new CacheBlockSource(cache).find(segment.id())).isEmpty();
    assertThat(new CacheHoldings(cache).find(segment.id())).isEmpty();
  }

  @Test
  void source_afterPut_givesTheBlockToOthers() {
    put();
    Instant stored = cache.find(segment.id()).orElseThrow().stored();
    HeldSegment given =
        new CacheBlockSource(cache, () -> stored.plusSeconds(90)).find(segment.id()).orElseThrow();
    assertThat(given.age()).hasValue(Duration.ofSeconds(90));
    assertThat(given.blockCount()).isEqualTo(1);
    assertThat(given.heldBlocks().stream()).containsExactly(0);
    assertThat(given.read(0))
        .contains(new HeldBlock.Plain(ByteBuffer.wrap(content), segment.secret()));
    assertThat(given.read(1)).isEmpty();
  }

  @Test
  void holdings_afterPut_tellHowMuchThereIs() {
    put();
    Instant stored = cache.find(segment.id()).orElseThrow().stored();
    assertThat(new CacheHoldings(cache, () -> stored.plusSeconds(90)).find(segment.id()))
        .contains(new Holding(1, 1, Optional.of(Duration.ofSeconds(90))));
    // A clock that was set back.
    assertThat(new CacheHoldings(cache, () -> stored.minusSeconds(90)).find(segment.id()))
        .contains(new Holding(1, 1, Optional.of(Duration.ZERO)));
  }
}
