package org.peerdist.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.peerdist.content.ContentTag;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.content.SegmentSecret;
import org.peerdist.wire.Bytes;

class SegmentRecordTest {
  /** Version 1 of SHA-384, 100,000 bytes, no block. */
  private static byte[] encoded() {
    byte[] secret = new byte[48];
    Arrays.fill(secret, (byte) 9);
    return ByteBuffer.allocate(12 + 48 + 16 + 2 * 16)
        .put(new byte[] {2, 1, 0x0D, 48})
        .putInt(100_000)
        .putInt(65_536)
        .put(secret)
        .put(new byte[] {'B', 'I', 'T', 'S'})
        .array();
  }

  @Test
  void decode_fields_areThere() {
    SegmentRecord record = SegmentRecord.decode(encoded()).orElseThrow();

    assertThat(record.version()).isEqualTo(ContentVersion.V1);
    assertThat(record.algorithm()).isEqualTo(HashAlgorithm.SHA_384);
    assertThat(record.secret()).isEqualTo(new SegmentSecret(Bytes.ofHex("09".repeat(48))));
    assertThat(record.length()).isEqualTo(100_000);
    assertThat(record.blockCount()).isEqualTo(2);
    assertThat(record.blockLength()).isEqualTo(65_536);
    assertThat(record.tag()).isEqualTo(ContentTag.ofName("BITS"));
    assertThat(record.isEmpty()).isTrue();
  }

  @Test
  void with_block_isInTheCopyOnly() {
    SegmentRecord empty = SegmentRecord.decode(encoded()).orElseThrow();
    BlockLocation location = new BlockLocation(3, 80, 34_464, -5);

    SegmentRecord one = empty.with(1, location);

    assertThat(empty.isEmpty()).isTrue();
    assertThat(one.holds(1)).isTrue();
    assertThat(one.blocks().stream()).containsExactly(1);
    assertThat(one.location(1)).isEqualTo(location);
    assertThat(one.describesSameAs(empty)).isTrue();
    assertThat(SegmentRecord.decode(one.encoded()).orElseThrow().holds(1)).isTrue();
    assertThat(one.without(1).isEmpty()).isTrue();
    assertThat(one.withoutBlocks().isEmpty()).isTrue();
  }

  @Test
  void decode_opaqueSegment_isTheSame() {
    ContentTag tag = ContentTag.ofName("WebIO");
    SegmentRecord record = SegmentRecord.ofOpaque(131_073, 131_072, tag);
    BlockLocation location = new BlockLocation(3, 80, 131_072 + 256, 5);

    SegmentRecord decoded = SegmentRecord.decode(record.with(0, location).encoded()).orElseThrow();

    assertThat(decoded.describesSameAs(record)).isTrue();
    assertThat(decoded.describesSameAs(SegmentRecord.ofOpaque(131_073, 100_000, tag))).isFalse();
    assertThat(decoded.tag()).isEqualTo(tag);
    assertThat(decoded.blockCount()).isEqualTo(2);
    assertThat(decoded.location(0)).isEqualTo(location);
  }

  @Test
  void holds_impossibleLength_isFalse() {
    SegmentRecord record = SegmentRecord.decode(encoded()).orElseThrow();
    SegmentRecord opaque = SegmentRecord.ofOpaque(100_000, 65_536, ContentTag.NONE);
    for (int length : new int[] {0, -1, 34_463, 65_536, 131_072 + 257, Integer.MAX_VALUE}) {
      assertThat(record.with(1, new BlockLocation(1, 80, length, 0)).holds(1)).isFalse();
    }
    for (int length : new int[] {0, -1, 131_072 + 257, Integer.MAX_VALUE}) {
      assertThat(opaque.with(1, new BlockLocation(1, 80, length, 0)).holds(1)).isFalse();
    }
  }

  @Test
  void decode_anyOtherLength_isRejected() {
    byte[] whole = encoded();
    for (int length = 0; length < whole.length; length++) {
      assertThat(SegmentRecord.decode(Arrays.copyOf(whole, length))).isEmpty();
    }
    assertThat(SegmentRecord.decode(Arrays.copyOf(whole, whole.length + 1))).isEmpty();
  }

  @Test
  void decode_hostileFields_areRejected() {
    for (int at = 0; at < 4; at++) {
      byte[] changed = encoded();
      changed[at] ^= (byte) 0x80;
      assertThat(SegmentRecord.decode(changed)).as("byte %d", at).isEmpty();
    }
    for (int length : new int[] {0, -1, 65_536, 131_073, Integer.MAX_VALUE, 33_554_433}) {
      byte[] changed = encoded();
      ByteBuffer.wrap(changed).putInt(4, length);
      assertThat(SegmentRecord.decode(changed)).as("length %d", length).isEmpty();
    }
    for (int length : new int[] {0, -1, 65_535, 65_537, 50_000, Integer.MAX_VALUE}) {
      byte[] changed = encoded();
      ByteBuffer.wrap(changed).putInt(8, length);
      assertThat(SegmentRecord.decode(changed)).as("block length %d", length).isEmpty();
    }
  }

  @Test
  void decode_hostileOpaqueMeasures_areRejected() {
    for (int at = 1; at < 4; at++) {
      byte[] changed = SegmentRecord.ofOpaque(100_000, 65_536, ContentTag.NONE).encoded();
      changed[at] = 4;
      assertThat(SegmentRecord.decode(changed)).as("byte %d", at).isEmpty();
    }
    for (int value : new int[] {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 33_554_433}) {
      for (int at : new int[] {4, 8}) {
        byte[] changed = SegmentRecord.ofOpaque(100_000, 65_536, ContentTag.NONE).encoded();
        ByteBuffer.wrap(changed).putInt(at, value);
        assertThat(SegmentRecord.decode(changed)).as("%d at %d", value, at).isEmpty();
      }
    }
  }
}
