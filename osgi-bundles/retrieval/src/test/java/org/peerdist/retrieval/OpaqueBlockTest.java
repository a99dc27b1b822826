package org.peerdist.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/** Blocks that a server gives out as they came to it. */
class OpaqueBlockTest {
  private static final Bytes VECTOR = Bytes.ofHex("000102030405060708090a0b0c0d0e0f");

  private static BlockSource source(HeldBlock block) {
    HeldSegment segment =
        new HeldSegment() {
          @Override
          public int blockCount() {
            return 1;
          }

          @Override
          public BitSet heldBlocks() {
            return BitSet.valueOf(new long[] {1});
          }

          @Override
          public Optional<HeldBlock> read(int index) {
            return index == 0 ? Optional.of(block) : Optional.empty();
          }
        };
    return id -> id.equals(Wire.ID) ? Optional.of(segment) : Optional.empty();
  }

  @ParameterizedTest
  @EnumSource(CryptoAlgorithm.class)
  void respond_withOpaqueBlock_sendsItAsItIs(CryptoAlgorithm algorithm) throws WireFormatException {
    Bytes vector = algorithm == CryptoAlgorithm.NONE ? Bytes.EMPTY : VECTOR;
    ByteBuffer data = Wire.hex("f0".repeat(48));
    RetrievalServer server =
        new RetrievalServer(source(new HeldBlock.Opaque(algorithm, vector, data)));
    ByteBuffer request = GetBlocks.of(CryptoAlgorithm.AES_128, Wire.ID, 0).encode();
    for (int i = 0; i < 2; i++) {
      try (RetrievalResponse response = server.respond(request).orElseThrow()) {
        assertThat(ResponseMessage.read(response.body()))
            .isEqualTo(new BlockResponse(algorithm, Wire.ID, 0, 0, data, vector));
      }
    }
    assertThat(server.bytesServed()).isEqualTo(96);
  }

  @Test
  void create_withVectorThatDoesNotFit_isRejected() {
    ByteBuffer data = ByteBuffer.allocate(16);
    assertThatThrownBy(() -> new HeldBlock.Opaque(CryptoAlgorithm.AES_128, Bytes.EMPTY, data))
        .hasMessage("16 bytes with an initialization vector of 0");
    assertThatThrownBy(() -> new HeldBlock.Opaque(CryptoAlgorithm.NONE, VECTOR, data))
        .hasMessage("16 bytes with an initialization vector of 16");
    assertThatThrownBy(
            () -> new HeldBlock.Opaque(CryptoAlgorithm.NONE, Bytes.EMPTY, ByteBuffer.allocate(0)))
        .hasMessage("0 bytes with an initialization vector of 0");
  }
}
