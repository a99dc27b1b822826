package org.peerdist.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
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

  private static ByteBuffer encoded(int idLength) {
    SlotHeader header = header(idLength);
    byte[] dirty = new byte[100];
    Arrays.fill(dirty, (byte) 5);
    ByteBuffer encoded = ByteBuffer.wrap(dirty);
    SlotHeader.write(encoded, 16, header.key(), header.index(), header.blockLength());
    assertThat(dirty).startsWith(Arrays.copyOf(dirty, 16)).endsWith(5, 5, 5, 5);
    return encoded.slice(16, SlotHeader.LENGTH);
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 48, 64})
  void decode_encoded_isTheSame(int idLength) {
    ByteBuffer encoded = encoded(idLength);

    assertThat(SlotHeader.startsAt(encoded, 0)).isTrue();
    assertThat(SlotHeader.decode(encoded)).hasValue(header(idLength));
  }

  @Test
  void decode_anyFlippedBit_isRejected() {
    for (int bit = 0; bit < SlotHeader.LENGTH * 8; bit++) {
      ByteBuffer encoded = encoded(32);
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
    assertThat(SlotHeader.slotLength(1)).isEqualTo(96);
    assertThat(SlotHeader.slotLength(16)).isEqualTo(96);
    assertThat(SlotHeader.slotLength(17)).isEqualTo(112);
  }
}
