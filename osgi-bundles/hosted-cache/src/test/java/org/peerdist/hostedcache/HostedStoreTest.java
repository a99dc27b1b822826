package org.peerdist.hostedcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.cache.CacheOptions;
import org.peerdist.cache.ContentCache;
import org.peerdist.cache.OpaqueSegment;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;
import org.peerdist.retrieval.BlockResponse;
import org.peerdist.retrieval.CryptoAlgorithm;
import org.peerdist.retrieval.HeldBlock;
import org.peerdist.retrieval.HeldSegment;
import org.peerdist.wire.Bytes;

class HostedStoreTest {
  private static final Bytes VECTOR = Bytes.ofHex("000102030405060708090a0b0c0d0e0f");

  @TempDir Path folder;
  private ContentCache cache;
  private HostedStore store;
  private final SampleContent content = SampleContent.version1(150_000);
  private final Segment segment = content.segment();
  private final SegmentId id = segment.id();
  private final OpaqueSegment opaque = new OpaqueSegment(id, 150_000, 65_536, Wire.TAG);

  @BeforeEach
  void open() throws IOException {
    cache = ContentCache.open(folder, CacheOptions.ofMaxBytes(10_000_000));
    store = new HostedStore(cache, InstantSource.system());
  }

  @AfterEach
  void close() throws IOException {
    cache.close();
  }

  private static ByteBuffer data(int fill) {
    ByteBuffer data = ByteBuffer.allocate(48);
    while (data.hasRemaining()) {
      data.put((byte) fill);
    }
    return data.flip();
  }

  private boolean putOpaque(OpaqueSegment where, int index) {
    return store.put(
        where,
        index,
        new BlockResponse(CryptoAlgorithm.AES_256, id, index, 0, data(index), VECTOR));
  }

  private boolean putVerified(int index) {
    return store.put(segment.verify(index, content.block(segment, index)).orElseThrow(), Wire.TAG);
  }

  private HeldSegment held() {
    return store.find(id).orElseThrow();
  }

  @Test
  void find_anySegment_tellsItsAge() {
    putOpaque(opaque, 1);
    Instant later = Instant.now().plus(Duration.ofHours(3));
    HostedStore threeHoursLater = new HostedStore(cache, () -> later);
    assertThat(threeHoursLater.find(id).orElseThrow().age().orElseThrow())
        .isBetween(Duration.ofHours(3), Duration.ofHours(4));
    putVerified(0);
    assertThat(threeHoursLater.find(id).orElseThrow().age().orElseThrow())
        .isBetween(Duration.ofHours(3), Duration.ofHours(4));
    HostedStore before = new HostedStore(cache, () -> Instant.EPOCH);
    assertThat(before.find(id).orElseThrow().age()).contains(Duration.ZERO);
  }

  @Test
  void find_opaque_givesWhatWasPut() {
    assertThat(store.find(id)).isEmpty();
    assertThat(putOpaque(opaque, 2)).isTrue();
    assertThat(held().blockCount()).isEqualTo(3);
    assertThat(held().heldBlocks().stream()).containsExactly(2);
    assertThat(held().read(2))
        .contains(new HeldBlock.Opaque(CryptoAlgorithm.AES_256, VECTOR, data(2)));
    assertThat(held().read(0)).isEmpty();
    assertThat(held().read(511)).isEmpty();
    assertThat(store.holding(opaque).missing().stream()).containsExactly(0, 1);
    assertThat(store.missing(segment).stream()).containsExactly(0, 1, 2);
    assertThat(store.isVerified(id)).isFalse();
  }

  @Test
  void find_someVerifiedSomeOpaque_givesBoth() {
    putOpaque(opaque, 0);
    putOpaque(opaque, 1);
    putVerified(1);
    putVerified(2);
    assertThat(held().heldBlocks().stream()).containsExactly(0, 1, 2);
    assertThat(held().read(0).orElseThrow()).isInstanceOf(HeldBlock.Opaque.class);
    for (int index = 1; index < 3; index++) {
      assertThat(held().read(index))
          .as("what is verified comes first")
          .contains(new HeldBlock.Plain(content.block(segment, index), segment.secret()));
    }
    assertThat(store.holding(opaque).missing().isEmpty()).isTrue();
    assertThat(store.missing(segment).stream()).containsExactly(0);
  }

  @Test
  void put_lastVerifiedBlock_dropsTheOpaqueOnes() {
    putOpaque(opaque, 0);
    putVerified(0);
    putVerified(1);
    assertThat(cache.opaqueBlocks().find(id)).isPresent();
    putVerified(2);
    assertThat(cache.opaqueBlocks().find(id)).isEmpty();
    assertThat(store.isVerified(id)).isTrue();
    assertThat(held().heldBlocks().cardinality()).isEqualTo(3);
  }

  @Test
  void put_otherMeasures_replacesTheFormer() {
    OpaqueSegment other = new OpaqueSegment(id, 150_001, 65_536, Wire.TAG);
    putOpaque(other, 0);
    assertThat(store.holding(opaque).missing().cardinality()).as("not the same").isEqualTo(3);
    assertThat(putOpaque(opaque, 1)).isTrue();
    assertThat(held().heldBlocks().stream()).containsExactly(1);
    assertThat(store.holding(other).missing().cardinality()).isEqualTo(3);
  }

  @Test
  void read_ofAnUnknownForm_dropsIt() {
    cache.opaqueBlocks().put(opaque, 0, Wire.hex("ff ff ff"));
    assertThat(held().read(0)).isEmpty();
    assertThat(store.find(id)).isEmpty();
  }

  @Test
  void put_beforeRestart_isThereAfterwards() throws IOException {
    putOpaque(opaque, 0);
    cache.close();
    open();
    assertThat(held().read(0).orElseThrow().data()).isEqualTo(data(0));
  }
}
