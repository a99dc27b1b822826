package org.peerdist.hostedcache;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.peerdist.retrieval.BlockResponse;
import org.peerdist.retrieval.CryptoAlgorithm;
import org.peerdist.retrieval.HeldBlock;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * How a block that can't be verified stands in the content cache: form (1) which is 1, algorithm
 * (1) as in [MS-PCCRR] 2.2.3, length of the initialization vector (1), initialization vector, the
 * bytes as they came.
 */
final class OpaqueBlockFormat {
  private static final int FORM = 1;
  private static final int VECTOR_LENGTH = 16;

  private OpaqueBlockFormat() {}

  static ByteBuffer encode(BlockResponse block) {
    Bytes vector = block.initializationVector();
    int length = 3 + vector.length() + block.block().remaining();
    return WireWriter.of(ByteOrder.BIG_ENDIAN, length)
        .u8(FORM)
        .u8(number(block.algorithm()))
        .u8(vector.length())
        .bytes(vector)
        .bytes(block.block())
        .toByteBuffer();
  }

  /**
   * Reads a stored block.
   *
   * @param stored what was read from the cache; the block becomes a view of it
   */
  static HeldBlock.Opaque decode(ByteBuffer stored) throws WireFormatException {
    WireReader reader = WireReader.of(stored, ByteOrder.BIG_ENDIAN);
    long start = reader.offset();
    int form = reader.u8("form");
    if (form != FORM) {
      throw new WireFormatException("form", start, form + " is unknown");
    }
    CryptoAlgorithm algorithm = algorithm(reader);
    int wanted = algorithm == CryptoAlgorithm.NONE ? 0 : VECTOR_LENGTH;
    long vectorOffset = reader.offset();
    int length = reader.u8("length of vector");
    if (length != wanted) {
      throw new WireFormatException("length of vector", vectorOffset, length + " is not " + wanted);
    }
    Bytes vector = reader.bytes("vector", length);
    reader.need("block", 1);
    return new HeldBlock.Opaque(algorithm, vector, reader.view("block", reader.remaining()));
  }

  private static int number(CryptoAlgorithm algorithm) {
    return switch (algorithm) {
      case NONE -> 0;
      case AES_128 -> 1;
      case AES_192 -> 2;
      case AES_256 -> 3;
    };
  }

  private static CryptoAlgorithm algorithm(WireReader reader) throws WireFormatException {
    long start = reader.offset();
    int number = reader.u8("algorithm");
    return switch (number) {
      case 0 -> CryptoAlgorithm.NONE;
      case 1 -> CryptoAlgorithm.AES_128;
      case 2 -> CryptoAlgorithm.AES_192;
      case 3 -> CryptoAlgorithm.AES_256;
      default -> throw new WireFormatException("algorithm", start, number + " is unknown");
    };
  }

  /**
   * Whether a block can be one of a certain length. That is all that can be checked of it.
   *
   * <p>INTEROP: peers exist that leave the padding out where none is needed.
   */
  static boolean fits(BlockResponse block, int length) {
    int present = block.block().remaining();
    return present == block.algorithm().encryptedLength(length)
        || (present == length && length % VECTOR_LENGTH == 0);
  }
}
