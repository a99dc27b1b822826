package org.peerdist.retrieval;

import java.nio.ByteBuffer;
import org.peerdist.content.SegmentSecret;
import org.peerdist.wire.Bytes;

/**
 * A block that a server gives out. The buffers must keep their bytes until the answer is made, and
 * are not written to.
 */
public sealed interface HeldBlock {
  /**
   * A block that was verified before it was stored. It is encrypted anew for each answer.
   *
   * @param data its bytes, not encrypted
   * @param secret the secret of its segment
   */
  record Plain(ByteBuffer data, SegmentSecret secret) implements HeldBlock {}

  /**
   * A block as it came from a peer, of which the server does not know the key. It goes out as it
   * came in, and whoever asked verifies it.
   *
   * @param algorithm how it is encrypted; {@link CryptoAlgorithm#NONE} where the peer did not
   * @param initializationVector 16 bytes, or none without encryption
   * @param data the bytes as they travel, at least one
   */
  record Opaque(CryptoAlgorithm algorithm, Bytes initializationVector, ByteBuffer data)
      implements HeldBlock {
    public Opaque {
      int length = BlockResponse.vectorLength(algorithm, data.remaining());
      if (!data.hasRemaining() || initializationVector.length() != length) {
        throw new IllegalArgumentException(
            data.remaining()
                + " bytes with an initialization vector of "
                + initializationVector.length());
      }
    }
  }

  /**
   * The bytes that are there, encrypted or not.
   *
   * @return as they are stored
   */
  ByteBuffer data();
}
