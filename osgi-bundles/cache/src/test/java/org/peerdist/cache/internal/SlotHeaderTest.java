package org.peerdist.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;

class SlotHeaderTest {
  private static SlotHeader header(int idLength) {
    byte[] id = new byte[idLength];
    id[idLength - 1] = 7;
    SegmentKey key = new SegmentKey(new SegmentId(Bytes.copyOf(id)), idLength == 48);
    return new SlotHeader(key, 511, SlotHeader.MAX_BLOCK_LENGTH);
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 48, 64})
  void decode_encoded_isTheSame(int idLength) {
    ByteBuffer encoded = header(idLength).encode();

    assertThat(encoded.remaining()).isEqualTo(SlotHeader.LENGTH);
    assertThat(SlotHeader.startsAt(encoded, 0)).isTrue();
    assertThat(SlotHeader.decode(encoded)).hasValue(header(idLength));
  }

  @Test
  void decode_anyFlippedBit_isRejected() {
    for (int bit = 0; bit < SlotHeader.LENGTH * 8; bit++) {
      ByteBuffer encoded = header(32).encode();
      encoded.put(bit / 8, (byte) (encoded.get(bit / 8) ^ 1 << bit % 8));

      assertThat(SlotHeader.decode(encoded)).as("bit %d", bit).isEmpty();
    }
  }

  @Test
  void decode_zeros_isRejected() {
    assertThat(SlotHeader.decode(ByteBuffer.allocate(SlotHeader.LENGTH))).isEmpty();
  }

  @Test
  void slotLength_isAligned() {
    SegmentKey key = header(32).key();
    assertThat(new SlotHeader(key, 0, 1).slotLength()).isEqualTo(96);
    assertThat(new SlotHeader(key, 0, 16).slotLength()).isEqualTo(96);
    assertThat(new SlotHeader(key, 0, 17).slotLength()).isEqualTo(112);
  }
}
