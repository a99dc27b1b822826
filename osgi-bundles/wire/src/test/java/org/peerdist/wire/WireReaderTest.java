package org.peerdist.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class WireReaderTest {
  private static WireReader big(String hex) {
    return WireReader.of(Bytes.ofHex(hex).asByteBuffer(), ByteOrder.BIG_ENDIAN);
  }

  private static WireReader little(String hex) {
    return WireReader.of(Bytes.ofHex(hex).asByteBuffer(), ByteOrder.LITTLE_ENDIAN);
  }

  private static WireFormatException failure(ThrowingCallable read) {
    WireFormatException error = catchThrowableOfType(WireFormatException.class, read);
    assertThat(error).isNotNull();
    assertThat(error.getStackTrace()).isEmpty();
    return error;
  }

  @Test
  void numbers_areUnsignedInEitherOrder() throws WireFormatException {
    WireReader big = big("ff" + "fffe" + "fffffffe" + "7ffffffffffffffe");
    assertThat(big.u8("a")).isEqualTo(0xFF);
    assertThat(big.u16("b")).isEqualTo(0xFFFE);
    assertThat(big.u32("c")).isEqualTo(0xFFFF_FFFEL);
    assertThat(big.u64("d")).isEqualTo(0x7FFF_FFFF_FFFF_FFFEL);
    big.finish();

    WireReader little = little("ff" + "feff" + "feffffff" + "feffffffffffff7f");
    assertThat(little.u8("a")).isEqualTo(0xFF);
    assertThat(little.u16("b")).isEqualTo(0xFFFE);
    assertThat(little.u32("c")).isEqualTo(0xFFFF_FFFEL);
    assertThat(little.u64("d")).isEqualTo(0x7FFF_FFFF_FFFF_FFFEL);
    little.finish();
  }

  @Test
  void of_buffer_readsWhatRemainsAndLeavesThePosition() throws WireFormatException {
    ByteBuffer input = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).position(1).limit(3);
    WireReader in = WireReader.of(input, ByteOrder.BIG_ENDIAN);
    assertThat(in.offset()).isZero();
    assertThat(in.remaining()).isEqualTo(2);
    assertThat(in.u16("number")).isEqualTo(0x0203);
    assertThat(input.position()).isEqualTo(1);
    assertThat(input.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
  }

  @Test
  void number_cutOff_namesFieldOffsetWantedAndPresent() throws WireFormatException {
    WireReader in = big("0102030405");
    in.skip("version", 2);
    WireFormatException error = failure(() -> in.u32("count"));
    assertThat(error.field()).isEqualTo("count");
    assertThat(error.offset()).isEqualTo(2);
    assertThat(error).hasMessage("count at byte 2: 4 bytes expected, 3 present");
    assertEquals(3, in.remaining());
  }

  @Test
  void everyNumber_cutOff_isRejected() {
    failure(() -> big("").u8("a"));
    failure(() -> big("00").u16("a"));
    failure(() -> big("000000").u32("a"));
    failure(() -> big("000000").u32("a", 0, 1));
    failure(() -> big("00000000000000").u64("a"));
  }

  @Test
  void u64_aboveTheLargestFile_isRejected() {
    assertThat(failure(() -> big("8000000000000000").u64("length")))
        .hasMessage("length at byte 0: 9223372036854775808 is larger than any file");
    failure(() -> little("ffffffffffffffff").u64("length"));
  }

  @Test
  void boundedU32_outOfBounds_isRejected() throws WireFormatException {
    assertThat(big("00000001").u32("a", 1, 3)).isEqualTo(1);
    assertThat(big("00000003").u32("a", 1, 3)).isEqualTo(3);
    assertThat(big("7fffffff").u32("a", 0, Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
    failure(() -> big("00000000").u32("a", 1, 3));
    failure(() -> big("00000004").u32("a", 1, 3));
    assertThat(failure(() -> big("ffffffff").u32("a", 0, Integer.MAX_VALUE)))
        .hasMessage("a at byte 0: 4294967295 is not between 0 and 2147483647");
  }

  @Test
  void bytes_hostileLength_isRejectedBeforeAllocation() {
    for (long length : new long[] {3, Integer.MAX_VALUE, 1L << 32, Long.MAX_VALUE, -1}) {
      failure(() -> big("0102").bytes("data", length));
      failure(() -> big("0102").view("data", length));
      failure(() -> big("0102").part("data", length));
      failure(() -> big("0102").skip("data", length));
      failure(() -> big("0102").need("data", length));
    }
  }

  @Test
  void view_isReadOnlyAndInTheReadersOrder() throws WireFormatException {
    ByteBuffer input = ByteBuffer.wrap(new byte[] {9, 1, 0, 9});
    WireReader in = WireReader.of(input, ByteOrder.LITTLE_ENDIAN);
    in.skip("a", 1);
    ByteBuffer view = in.view("b", 2);
    assertThat(view.getShort(0)).isEqualTo((short) 1);
    assertThatThrownBy(() -> view.put(0, (byte) 1)).isInstanceOf(ReadOnlyBufferException.class);
    assertThat(in.u8("c")).isEqualTo(9);
  }

  @Test
  void bytes_areCopied() throws WireFormatException {
    byte[] input = {1, 2};
    Bytes bytes = WireReader.of(ByteBuffer.wrap(input), ByteOrder.BIG_ENDIAN).bytes("a", 2);
    input[0] = 9;
    assertThat(bytes.toHex()).isEqualTo("0102");
  }

  @Test
  void part_countsOffsetsFromTheOutermostInput() throws WireFormatException {
    WireReader in = big("00" + "0102030405" + "ff");
    in.skip("a", 1);
    WireReader part = in.part("b", 5);
    part.skip("c", 1);
    WireReader inner = part.part("d", 3);
    inner.skip("e", 2);
    assertThat(failure(() -> inner.u16("f")).offset()).isEqualTo(4);
    assertThat(inner.offset()).isEqualTo(4);
    assertThat(part.remaining()).isEqualTo(1);
    assertThat(part.u8("g")).isEqualTo(5);
    assertThat(in.u8("h")).isEqualTo(0xFF);
  }

  @Test
  void finish_bytesFollow_isRejected() throws WireFormatException {
    WireReader in = big("0102");
    in.u8("a");
    assertThat(failure(in::finish)).hasMessage("end at byte 1: 1 bytes follow where none should");
    in.u8("b");
    in.finish();
  }
}
