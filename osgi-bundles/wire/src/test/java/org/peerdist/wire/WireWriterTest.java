package org.peerdist.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WireWriterTest {
  private static final ByteOrder BIG = ByteOrder.BIG_ENDIAN;

  @Test
  void numbers_areWrittenInTheOrderAskedFor() {
    Bytes big =
        WireWriter.of(BIG, 0)
            .u8(0xFF)
            .u16(0xFFFE)
            .u32(0xFFFF_FFFDL)
            .u64(0x0102030405060708L)
            .toBytes();
    assertThat(big.toHex()).isEqualTo("ff" + "fffe" + "fffffffd" + "0102030405060708");
    Bytes little =
        WireWriter.of(ByteOrder.LITTLE_ENDIAN, 0)
            .u8(0xFF)
            .u16(0xFFFE)
            .u32(0xFFFF_FFFDL)
            .u64(0x0102030405060708L)
            .toBytes();
    assertThat(little.toHex()).isEqualTo("ff" + "feff" + "fdffffff" + "0807060504030201");
  }

  @Test
  void number_outOfRange_isRejected() {
    WireWriter out = WireWriter.of(BIG, 0);
    assertThatThrownBy(() -> out.u8(256)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> out.u8(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> out.u16(65_536)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> out.u16(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> out.u32(1L << 32)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> out.u32(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> out.u64(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThat(out.length()).isZero();
  }

  @Test
  void bytes_leaveThePositionOfTheirBuffer() {
    ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3}).position(1);
    WireWriter out = WireWriter.of(BIG, 0).bytes(buffer).bytes(Bytes.ofHex("ff"));
    assertThat(out.toBytes().toHex()).isEqualTo("0203ff");
    assertThat(buffer.position()).isEqualTo(1);
  }

  @Test
  void toByteBuffer_isReadOnlyAndNotChangedByLaterWrites() {
    WireWriter out = WireWriter.of(BIG, 64).u16(0x0102);
    ByteBuffer view = out.toByteBuffer();
    out.u16(0x0304);
    assertThat(view.remaining()).isEqualTo(2);
    assertThatThrownBy(() -> view.put(0, (byte) 1)).isInstanceOf(ReadOnlyBufferException.class);
    assertThat(out.toBytes().toHex()).isEqualTo("01020304");
  }

  @Test
  void writer_growsPastItsCapacity_inItsOrder() throws WireFormatException {
    Random random = new Random(20260101);
    long[] numbers = random.longs(10_000, 0, 1L << 32).toArray();
    WireWriter out = WireWriter.of(ByteOrder.LITTLE_ENDIAN, -5);
    for (long number : numbers) {
      out.u32(number);
    }
    assertThat(out.length()).isEqualTo(4 * numbers.length);
    WireReader in = WireReader.of(out.toByteBuffer(), ByteOrder.LITTLE_ENDIAN);
    for (long number : numbers) {
      assertThat(in.u32("number")).isEqualTo(number);
    }
    in.finish();
  }
}
