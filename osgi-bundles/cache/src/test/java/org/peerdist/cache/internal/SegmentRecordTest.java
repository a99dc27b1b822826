package org.peerdist.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.peerdist.content.ContentTag;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.content.SegmentSecret;
import org.peerdist.wire.Bytes;

class SegmentRecordTest {
  private static final int VERSION = 9;
  private static final int LENGTH = 12;
  private static final int BLOCK_LENGTH = 16;

  /** Version 1 of SHA-384, 100,000 bytes, no block. */
  private static byte[] encoded() {
    byte[] secret = new byte[48];
    Arrays.fill(secret, (byte) 9);
    return ByteBuffer.allocate(36 + 48 + 2 * 16)
        .put((byte) 3)
        .putInt(1_700_000_000)
        .putInt(-1)
        .put(new byte[] {1, 0x0D, 48})
        .putInt(100_000)
        .putInt(65_536)
        .put(Arrays.copyOf(new byte[] {'B', 'I', 'T', 'S'}, 16))
        .put(secret)
        .array();
  }

  /** The same without a secret. */
  private static byte[] opaque() {
    ContentTag tag = ContentTag.ofName("WebIO");
    SegmentDescription description = SegmentDescription.ofOpaque(100_000, 65_536, tag);
    return withBlock(SegmentRecord.create(description, 5)).encode();
  }

  private static SegmentRecord withBlock(SegmentRecord record) {
    record.add(1, new BlockLocation(3, 80, 34_464, -5));
    return record;
  }

  @Test
  void decode_fields_areThere() {
    SegmentRecord record = SegmentRecord.decode(encoded());

    SegmentDescription segment = record.description();
    assertThat(segment.version()).isEqualTo(ContentVersion.V1);
    assertThat(segment.algorithm()).isEqualTo(HashAlgorithm.SHA_384);
    assertThat(segment.secret()).isEqualTo(new SegmentSecret(Bytes.ofHex("09".repeat(48))));
    assertThat(segment.length()).isEqualTo(100_000);
    assertThat(segment.blockLength()).isEqualTo(65_536);
    assertThat(segment.blockCount()).isEqualTo(2);
    assertThat(segment.tag()).isEqualTo(ContentTag.ofName("BITS"));
    assertThat(record.stored()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
    assertThat(record.used()).isEqualTo(Instant.ofEpochSecond(0xFFFFFFFFL));
    assertThat(record.blocks().isEmpty()).isTrue();
  }

  @Test
  void decode_opaqueSegment_isTheSame() {
    SegmentRecord record = SegmentRecord.decode(opaque());

    assertThat(record.description().secret()).isNull();
    assertThat(record.description().blockCount()).isEqualTo(2);
    assertThat(record.description().tag()).isEqualTo(ContentTag.ofName("WebIO"));
    assertThat(record.stored()).isEqualTo(Instant.ofEpochSecond(5));
    assertThat(record.used()).isEqualTo(Instant.ofEpochSecond(5));
    assertThat(record.location(1)).isEqualTo(new BlockLocation(3, 80, 34_464, -5));
    assertThat(record.encode()).isEqualTo(opaque());
  }

  @Test
  void add_block_isThereAndLeavesTheBytesThatWereRead() {
    byte[] encoded = encoded();
    SegmentRecord record = SegmentRecord.decode(encoded);
    assertThat(record.isChanged()).isFalse();

    withBlock(record);

    assertThat(record.isChanged()).isTrue();
    assertThat(record.holds(0)).isFalse();
    assertThat(record.holds(1)).isTrue();
    assertThat(record.blocks().stream()).containsExactly(1);
    assertThat(record.location(1)).isEqualTo(new BlockLocation(3, 80, 34_464, -5));
    assertThat(encoded).isEqualTo(encoded());
    assertThat(SegmentRecord.decode(record.encode()).holds(1)).isTrue();
    assertThat(record.isChanged()).isFalse();
  }

  @Test
  void remove_lastBlock_leavesNothingToEncode() {
    SegmentRecord record = withBlock(SegmentRecord.decode(encoded()));
    SegmentRecord other = withBlock(SegmentRecord.decode(encoded()));
    assertThat(record.isEmpty()).isFalse();

    record.remove(0);
    assertThat(record.isEmpty()).isFalse();
    record.remove(1);
    other.removeAll();

    assertThat(record.isEmpty()).isTrue();
    assertThat(record.encode()).isNull();
    assertThat(other.holds(1)).isFalse();
    assertThat(other.encode()).isNull();
  }

  @Test
  void use_timeInTheFuture_isKept() {
    SegmentRecord record = withBlock(SegmentRecord.decode(encoded()));

    record.use(1_800_000_000);

    assertThat(SegmentRecord.decode(record.encode()).used())
        .isEqualTo(Instant.ofEpochSecond(1_800_000_000));
    assertThat(record.stored()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
  }

  @Test
  void location_anyOtherIndex_isNone() {
    SegmentRecord record = withBlock(SegmentRecord.decode(encoded()));
    for (int index : new int[] {-1, 0, 2, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      assertThat(record.location(index)).isNull();
    }
  }

  @Test
  void location_impossibleLength_isNone() {
    SegmentRecord record = SegmentRecord.decode(encoded());
    for (int length : new int[] {0, -1, 34_463, 65_536, 131_072 + 257, Integer.MAX_VALUE}) {
      record.add(1, new BlockLocation(1, 80, length, 0));
      assertThat(record.location(1)).isNull();
    }
    SegmentRecord opaque = SegmentRecord.decode(opaque());
    for (int length : new int[] {0, -1, 131_072 + 257, Integer.MAX_VALUE}) {
      opaque.add(1, new BlockLocation(1, 80, length, 0));
      assertThat(opaque.location(1)).isNull();
    }
  }

  @Test
  void isSameSegment_otherTag_isTrue_otherMeasures_isFalse() {
    SegmentDescription one = SegmentDescription.ofOpaque(100_000, 65_536, ContentTag.NONE);
    SegmentDescription verified = SegmentRecord.decode(encoded()).description();

    assertThat(one.isSameSegment(SegmentRecord.decode(opaque()).description())).isTrue();
    assertThat(one.isSameSegment(SegmentDescription.ofOpaque(100_001, 65_536, ContentTag.NONE)))
        .isFalse();
    assertThat(one.isSameSegment(verified)).isFalse();
    assertThat(verified.isSameSegment(one)).isFalse();
    byte[] otherSecret = encoded();
    otherSecret[40] ^= 1;
    assertThat(verified.isSameSegment(SegmentRecord.decode(otherSecret).description())).isFalse();
  }

  @Test
  void decode_anyOtherLength_isRejected() {
    for (byte[] whole : new byte[][] {encoded(), opaque()}) {
      for (int length = 0; length < whole.length; length++) {
        assertThat(SegmentRecord.decode(Arrays.copyOf(whole, length))).isNull();
      }
      assertThat(SegmentRecord.decode(Arrays.copyOf(whole, whole.length + 1))).isNull();
    }
  }

  @Test
  void decode_hostileFields_areRejected() {
    for (int at : new int[] {0, VERSION, VERSION + 1, VERSION + 2}) {
      for (byte[] changed : new byte[][] {encoded(), opaque()}) {
        changed[at] ^= (byte) 0x80;
        assertThat(SegmentRecord.decode(changed)).as("byte %d", at).isNull();
      }
    }
    int[] values = {0, -1, 65_535, 65_537, 131_073, 33_554_433, 1 << 30, 1 << 31, ~(1 << 31)};
    for (int value : values) {
      for (int at : new int[] {LENGTH, BLOCK_LENGTH}) {
        for (byte[] changed : new byte[][] {encoded(), opaque()}) {
          ByteBuffer.wrap(changed).putInt(at, value);
          SegmentRecord record = SegmentRecord.decode(changed);
          // Other measures that make the same number of blocks are possible.
          if (record != null) {
            assertThat(record.description().blockCount()).isEqualTo(2);
          }
          if (value <= 0 || value > 33_554_432) {
            assertThat(record).as("%d at %d", value, at).isNull();
          }
        }
      }
    }
  }
}
