package org.peerdist.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peerdist.content.ContentTag;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;

/** What a hosted cache can't verify comes back as it was put, apart from all that is verified. */
class OpaqueBlocksTest {
  private static final ContentTag TAG = ContentTag.ofName("BITS-4.0");

  @TempDir Path folder;

  private ContentCache open() throws IOException {
    return ContentCache.open(folder, CacheOptions.ofMaxBytes(8 << 20));
  }

  private static OpaqueSegment segment(int number, int length, int blockLength) {
    byte[] id = new byte[32];
    ByteBuffer.wrap(id).putInt(number);
    return new OpaqueSegment(new SegmentId(Bytes.copyOf(id)), length, blockLength, TAG);
  }

  private static ByteBuffer bytes(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }

  @Test
  void put_blocksOfAnyLength_areReadAsTheyWere() throws IOException {
    OpaqueSegment segment = segment(1, 200_000, 65_536);
    List<Integer> lengths = List.of(1, 65_536 + 64, OpaqueBlocks.MAX_LENGTH, 3000);
    try (ContentCache cache = open()) {
      assertThat(cache.opaqueBlocks().find(segment.id())).isEmpty();
      for (int i = 0; i < lengths.size(); i++) {
        assertThat(cache.opaqueBlocks().put(segment, i, bytes(i, lengths.get(i)))).isTrue();
      }
    }
    try (ContentCache cache = open()) {
      CachedOpaqueSegment found = cache.opaqueBlocks().find(segment.id()).orElseThrow();
      assertThat(found.segment()).isEqualTo(segment);
      assertThat(found.isComplete()).isTrue();
      for (int i = 0; i < lengths.size(); i++) {
        assertThat(cache.opaqueBlocks().read(segment.id(), i)).hasValue(bytes(i, lengths.get(i)));
      }
      assertThat(cache.opaqueBlocks().read(segment.id(), 4)).isEmpty();
      assertThat(cache.opaqueBlocks().read(segment.id(), -1)).isEmpty();
    }
  }

  @Test
  void put_partOfBuffer_leavesItsPosition() throws IOException {
    OpaqueSegment segment = segment(1, 200_000, 65_536);
    ByteBuffer buffer = bytes(1, 1000).position(100).limit(900);
    try (ContentCache cache = open()) {
      cache.opaqueBlocks().put(segment, 2, buffer);

      assertThat(buffer.position()).isEqualTo(100);
      assertThat(cache.opaqueBlocks().read(segment.id(), 2)).hasValue(buffer);
      CachedOpaqueSegment found = cache.opaqueBlocks().find(segment.id()).orElseThrow();
      assertThat(found.blocks().stream()).containsExactly(2);
      assertThat(found.isComplete()).isFalse();
    }
  }

  @Test
  void put_blockThatIsThere_staysAsItWas() throws IOException {
    OpaqueSegment segment = segment(1, 1000, 1000);
    try (ContentCache cache = open()) {
      cache.opaqueBlocks().put(segment, 0, bytes(1, 1064));

      assertThat(cache.opaqueBlocks().put(segment, 0, bytes(2, 1032))).isTrue();

      assertThat(cache.opaqueBlocks().read(segment.id(), 0)).hasValue(bytes(1, 1064));
    }
  }

  @Test
  void put_otherMeasuresOfOneName_areRefusedUntilTheFirstAreDropped() throws IOException {
    OpaqueSegment first = segment(1, 1000, 1000);
    OpaqueSegment second = segment(1, 70_000, 65_536);
    try (ContentCache cache = open()) {
      cache.opaqueBlocks().put(first, 0, bytes(1, 1064));
      assertThat(cache.opaqueBlocks().put(second, 0, bytes(2, 65_600))).isFalse();

      cache.opaqueBlocks().drop(first.id());

      assertThat(cache.opaqueBlocks().find(first.id())).isEmpty();
      assertThat(cache.opaqueBlocks().put(second, 0, bytes(2, 65_600))).isTrue();
      assertThat(cache.opaqueBlocks().read(first.id(), 0)).hasValue(bytes(2, 65_600));
    }
  }

  @Test
  void put_nameOfVerifiedSegment_changesNothingOfThat() throws IOException {
    SampleContent content = SampleContent.version2(1, 50_000);
    SegmentId id = content.segment().id();
    OpaqueSegment lie = new OpaqueSegment(id, 10, 10, ContentTag.NONE);
    try (ContentCache cache = open()) {
      assertThat(cache.opaqueBlocks().put(lie, 0, bytes(1, 50_000))).isTrue();
      assertThat(cache.find(id)).isEmpty();
      assertThat(cache.put(content.block(0), TAG)).isTrue();

      assertThat(cache.read(id, 0)).hasValue(content.data(0));
      assertThat(cache.find(id).orElseThrow().tag()).isEqualTo(TAG);
      assertThat(cache.opaqueBlocks().read(id, 0)).hasValue(bytes(1, 50_000));
      cache.opaqueBlocks().drop(id);
      assertThat(cache.opaqueBlocks().read(id, 0)).isEmpty();
      assertThat(cache.read(id, 0)).hasValue(content.data(0));
    }
  }

  @Test
  void put_moreThanTheLimit_evictsTheOldestOfBothKinds() throws IOException {
    SampleContent content = SampleContent.version2(1, 50_000);
    try (ContentCache cache = open()) {
      cache.put(content.block(0));
      for (int i = 0; i < 300; i++) {
        assertThat(cache.opaqueBlocks().put(segment(i, 65_000, 65_000), 0, bytes(i, 65_064)))
            .isTrue();
        // What is read stays, whatever kind it is.
        assertThat(cache.opaqueBlocks().read(segment(0, 1, 1).id(), 0)).isPresent();
        assertThat(cache.size()).isLessThanOrEqualTo(cache.limit());
      }
      assertThat(cache.find(content.segment().id())).isEmpty();
      assertThat(cache.opaqueBlocks().find(segment(1, 1, 1).id())).isEmpty();
      assertThat(cache.opaqueBlocks().read(segment(0, 1, 1).id(), 0)).hasValue(bytes(0, 65_064));
      assertThat(cache.opaqueBlocks().read(segment(299, 1, 1).id(), 0))
          .hasValue(bytes(299, 65_064));
    }
  }

  @Test
  void read_flippedBit_isAbsentAndDropped() throws IOException {
    OpaqueSegment segment = segment(1, 1000, 1000);
    try (ContentCache cache = open()) {
      cache.opaqueBlocks().put(segment, 0, bytes(1, 1064));
    }
    CacheFiles.flipBit(CacheFiles.containers(folder).get(0), 500);
    try (ContentCache cache = open()) {
      assertThat(cache.opaqueBlocks().find(segment.id())).isPresent();
      assertThat(cache.opaqueBlocks().read(segment.id(), 0)).isEmpty();
      assertThat(cache.opaqueBlocks().find(segment.id())).isEmpty();
    }
  }

  @Test
  void put_noOrTooManyBytes_orNoSuchBlock_isRefused() throws IOException {
    OpaqueSegment segment = segment(1, 1000, 1000);
    ContentCache cache = open();
    OpaqueBlocks blocks = cache.opaqueBlocks();
    assertThatIllegalArgumentException().isThrownBy(() -> blocks.put(segment, 0, bytes(1, 0)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> blocks.put(segment, 0, bytes(1, OpaqueBlocks.MAX_LENGTH + 1)));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> blocks.put(segment, 1, bytes(1, 1)));
    cache.close();
    assertThatIllegalStateException().isThrownBy(() -> blocks.put(segment, 0, bytes(1, 1)));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "1, 0",
    "-1, 1",
    "1, -1",
    "33554433, 65536",
    "33554432, 65535",
    "100, 131073",
    "9223372036854775807, 131072",
    "2147483648, 65536"
  })
  void isPossible_hostileMeasures_isFalse(long length, long blockLength) {
    assertThat(OpaqueSegment.isPossible(length, blockLength)).isFalse();
    if (length == (int) length && blockLength == (int) blockLength) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> segment(1, (int) length, (int) blockLength))
          .withMessage("no segment has " + length + " bytes in blocks of " + blockLength);
    }
  }

  @Test
  void isPossible_greatestMeasures_isTrue() {
    assertThat(segment(1, 33_554_432, 65_536).blockCount()).isEqualTo(512);
    assertThat(segment(1, 131_072, 131_072).blockCount()).isEqualTo(1);
  }
}
