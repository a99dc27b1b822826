package org.peerdist.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;
import org.peerdist.wire.Bytes;

class SegmentTest {
  private static final HashAlgorithm V1_HASH = HashAlgorithm.SHA_256;
  private static final SegmentSecret SECRET = new SegmentSecret(Bytes.copyOf(new byte[32]));
  private final byte[] content = new byte[65_536 + 10];

  private Segment version1() {
    Bytes first = V1_HASH.hash(ByteBuffer.wrap(content, 0, 65_536));
    Bytes second = V1_HASH.hash(ByteBuffer.wrap(content, 65_536, 10));
    ByteBuffer hashes =
        ByteBuffer.allocate(64).put(first.asByteBuffer()).put(second.asByteBuffer()).flip();
    return new Segment(
        ContentVersion.V1,
        V1_HASH,
        ContentRange.ofLength(0, content.length),
        new SegmentHashOfData(V1_HASH.hash(hashes)),
        SECRET,
        hashes);
  }

  @Test
  void verify_theRightBytes_givesAReadOnlyViewOfThem() {
    ByteBuffer data = ByteBuffer.wrap(content).position(65_536);
    VerifiedBlock block = version1().verify(1, data).orElseThrow();
    assertThat(block.index()).isEqualTo(1);
    assertThat(block.data().remaining()).isEqualTo(10);
    assertThat(data.position()).isEqualTo(65_536);
    assertThatThrownBy(() -> block.data().put(0, (byte) 1))
        .isInstanceOf(ReadOnlyBufferException.class);
    assertThat(block.data().get()).isZero();
    assertThat(block.data().position()).isZero();
  }

  @Test
  void verify_anyFlippedBit_isRejected() {
    Segment segment = version1();
    for (int bit = 0; bit < 80; bit++) {
      byte[] data = new byte[10];
      data[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(segment.verify(1, ByteBuffer.wrap(data))).isEmpty();
    }
  }

  @Test
  void verify_otherLengthsAndIndexes_areRejected() {
    Segment segment = version1();
    assertThat(segment.verify(1, ByteBuffer.allocate(9))).isEmpty();
    assertThat(segment.verify(1, ByteBuffer.allocate(11))).isEmpty();
    assertThat(segment.verify(1, ByteBuffer.allocate(0))).isEmpty();
    assertThat(segment.verify(0, ByteBuffer.allocate(10))).isEmpty();
    assertThat(segment.verify(2, ByteBuffer.allocate(10))).isEmpty();
    assertThat(segment.verify(-1, ByteBuffer.allocate(10))).isEmpty();
    assertThat(segment.verify(Integer.MIN_VALUE, ByteBuffer.allocate(10))).isEmpty();
  }

  @Test
  void hasConsistentHashes_aBlockHashOfAnotherSegment_isNoticed() {
    Segment right = version1();
    ByteBuffer hashes = ByteBuffer.allocate(64);
    Segment wrong =
        new Segment(ContentVersion.V1, V1_HASH, right.range(), right.hashOfData(), SECRET, hashes);
    assertThat(right.hasConsistentHashes()).isTrue();
    assertThat(wrong.hasConsistentHashes()).isFalse();
  }

  @Test
  void version2_isOneBlockWithTheHashOfTheSegment() {
    HashAlgorithm algorithm = HashAlgorithm.TRUNCATED_SHA_512;
    ByteBuffer data = ByteBuffer.allocate(1_000);
    Segment segment =
        new Segment(
            ContentVersion.V2,
            algorithm,
            ContentRange.ofLength(5, 1_000),
            new SegmentHashOfData(algorithm.hash(data)),
            SECRET,
            ByteBuffer.allocate(0));
    assertThat(segment.blockCount()).isEqualTo(1);
    assertThat(segment.listedBlockCount()).isEqualTo(1);
    assertThat(segment.blockRange(0)).isEqualTo(segment.range());
    assertThat(segment.blockHash(0).value()).isEqualTo(segment.hashOfData().value());
    assertThat(segment.verify(0, data)).isPresent();
    assertThat(segment.verify(1, data)).isEmpty();
  }

  @Test
  void contentRange_withoutBytes_isRejected() {
    assertThatThrownBy(() -> ContentRange.ofEnd(3, 3)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ContentRange.ofEnd(-1, 3))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ContentRange.ofLength(3, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ContentRange.ofLength(3, -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ContentRange.ofLength(2, Long.MAX_VALUE - 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(ContentRange.ofLength(1, Long.MAX_VALUE - 1).end()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void contentRange_containsAndIntersects_areHalfOpen() {
    ContentRange range = ContentRange.ofEnd(10, 20);
    assertThat(range.contains(ContentRange.ofEnd(10, 20))).isTrue();
    assertThat(range.contains(ContentRange.ofEnd(9, 20))).isFalse();
    assertThat(range.contains(ContentRange.ofEnd(10, 21))).isFalse();
    assertThat(range.intersects(ContentRange.ofEnd(0, 10))).isFalse();
    assertThat(range.intersects(ContentRange.ofEnd(0, 11))).isTrue();
    assertThat(range.intersects(ContentRange.ofEnd(19, 30))).isTrue();
    assertThat(range.intersects(ContentRange.ofEnd(20, 30))).isFalse();
  }
}
