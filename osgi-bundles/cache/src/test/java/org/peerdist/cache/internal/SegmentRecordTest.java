package org.peerdist.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.content.SegmentSecret;
import org.peerdist.wire.Bytes;

class SegmentRecordTest {
  /** Version 1 of SHA-384, 100,000 bytes, no block. */
  private static byte[] encoded() {
    byte[] secret = new byte[48];
    Arrays.fill(secret, (byte) 9);
    return ByteBuffer.allocate(8 + 48 + 2 * 12)
        .put(new byte[] {1, 1, 0x0D, 48})
        .putInt(100_000)
        .put(secret)
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
    assertThat(record.blockLength(0)).isEqualTo(65_536);
    assertThat(record.blockLength(1)).isEqualTo(34_464);
    assertThat(record.isEmpty()).isTrue();
  }

  @Test
  void with_block_isInTheCopyOnly() {
    SegmentRecord empty = SegmentRecord.decode(encoded()).orElseThrow();
    BlockLocation location = new BlockLocation(3, 80, -5);

    SegmentRecord one = empty.with(1, location);

    assertThat(empty.isEmpty()).isTrue();
    assertThat(one.holds(1)).isTrue();
    assertThat(one.blocks().stream()).containsExactly(1);
    assertThat(one.location(1)).isEqualTo(location);
    assertThat(one.describesSameAs(empty)).isTrue();
    assertThat(SegmentRecord.decode(one.encoded()).orElseThrow().holds(1)).isTrue();
    assertThat(one.without(1).isEmpty()).isTrue();
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
  }
}
