package org.peerdist.hostedcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.peerdist.retrieval.BlockResponse;
import org.peerdist.retrieval.CryptoAlgorithm;
import org.peerdist.retrieval.HeldBlock;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

class OpaqueBlockFormatTest {
  private static final String VECTOR = "000102030405060708090a0b0c0d0e0f";
  private static final String DATA = "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff";

  private static BlockResponse block(CryptoAlgorithm algorithm, ByteBuffer data) {
    Bytes vector = algorithm == CryptoAlgorithm.NONE ? Bytes.EMPTY : Bytes.ofHex(VECTOR);
    return new BlockResponse(algorithm, Wire.ID, 0, 0, data, vector);
  }

  @Test
  void encode_equalsVector() {
    assertThat(OpaqueBlockFormat.encode(block(CryptoAlgorithm.AES_128, Wire.hex(DATA))))
        .isEqualTo(Wire.hex("01 01 10", VECTOR, DATA));
    assertThat(OpaqueBlockFormat.encode(block(CryptoAlgorithm.NONE, Wire.hex("07"))))
        .isEqualTo(Wire.hex("01 00 00 07"));
  }

  @ParameterizedTest
  @EnumSource(CryptoAlgorithm.class)
  void decode_afterEncode_isTheSame(CryptoAlgorithm algorithm) throws WireFormatException {
    BlockResponse block = block(algorithm, Wire.hex(DATA));
    assertThat(OpaqueBlockFormat.decode(OpaqueBlockFormat.encode(block)))
        .isEqualTo(new HeldBlock.Opaque(algorithm, block.initializationVector(), Wire.hex(DATA)));
  }

  @Test
  void decode_truncatedOrHostile_isRejected() {
    ByteBuffer whole = Wire.hex("01 01 10", VECTOR, "ff");
    for (int length = 0; length < whole.remaining(); length++) {
      assertRejected(Wire.cut(whole, length));
    }
    assertRejected(Wire.with(whole, 0, 2));
    assertRejected(Wire.with(whole, 1, 4));
    assertRejected(Wire.with(whole, 1, 0));
    for (int length : new int[] {0, 15, 17, 255}) {
      assertRejected(Wire.with(whole, 2, length));
    }
  }

  private static void assertRejected(ByteBuffer stored) {
    assertThatThrownBy(() -> OpaqueBlockFormat.decode(stored))
        .isInstanceOf(WireFormatException.class);
  }

  @Test
  void fits_knowsLengthsWithPadding() {
    for (int length : new int[] {1, 15, 16, 17, 65_536}) {
      int padded = (length / 16 + 1) * 16;
      assertThat(fits(CryptoAlgorithm.AES_128, padded, length)).isTrue();
      assertThat(fits(CryptoAlgorithm.AES_128, padded + 16, length)).isFalse();
      assertThat(fits(CryptoAlgorithm.AES_128, padded - 1, length)).isFalse();
      assertThat(fits(CryptoAlgorithm.NONE, length, length)).isTrue();
      assertThat(fits(CryptoAlgorithm.NONE, length + 1, length)).isFalse();
    }
    assertThat(fits(CryptoAlgorithm.AES_256, 32, 32)).as("peers that don't pad").isTrue();
    assertThat(fits(CryptoAlgorithm.AES_256, 32, 33)).isFalse();
  }

  private static boolean fits(CryptoAlgorithm algorithm, int present, int length) {
    return OpaqueBlockFormat.fits(block(algorithm, ByteBuffer.allocate(present)), length);
  }
}
