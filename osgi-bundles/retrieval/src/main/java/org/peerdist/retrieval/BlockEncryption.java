package org.peerdist.retrieval;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentSecret;
import org.peerdist.content.VerifiedBlock;
import org.peerdist.wire.Bytes;

/**
 * The encryption of blocks on their way ([MS-PCCRR] 2.2.3, 5.1): AES in CBC mode with PKCS#7
 * padding, the key being the first bytes of the segment's secret. Safe for use by many threads.
 */
final class BlockEncryption {
  private static final ThreadLocal<Cipher> ENCRYPTION =
      ThreadLocal.withInitial(() -> newCipher("AES/CBC/PKCS5Padding"));

  // The padding of what arrives is cut off by length and not looked at: the hash is the only proof.
  private static final ThreadLocal<Cipher> DECRYPTION =
      ThreadLocal.withInitial(() -> newCipher("AES/CBC/NoPadding"));

  private static final int PIECE = 4096;

  private BlockEncryption() {}

  private static Cipher newCipher(String transformation) {
    try {
      return Cipher.getInstance(transformation);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks " + transformation, e);
    }
  }

  /**
   * Encrypts a block.
   *
   * @param algorithm how
   * @param secret the secret of its segment
   * @param vector 16 random bytes, none without encryption
   * @param block the bytes; the position stays where it is
   * @param out where {@link CryptoAlgorithm#encryptedLength} bytes are put
   */
  static void encrypt(
      CryptoAlgorithm algorithm,
      SegmentSecret secret,
      Bytes vector,
      ByteBuffer block,
      ByteBuffer out) {
    if (algorithm == CryptoAlgorithm.NONE) {
      out.put(block.duplicate());
      return;
    }
    Cipher cipher = ENCRYPTION.get();
    try {
      init(cipher, Cipher.ENCRYPT_MODE, algorithm.key(secret), vector);
      ByteBuffer plain = block.duplicate();
      updateInPieces(cipher, plain, out);
      // Not with the rest: the JDK would first copy it to append the padding.
      cipher.update(plain, out);
      cipher.doFinal(ByteBuffer.allocate(0), out);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES failed", e);
    }
  }

  /**
   * Decrypts and verifies a block.
   *
   * @param response the answer of a peer; its block is not written to
   * @param segment the segment that it should be of
   * @return the block, or nothing if this is not it
   */
  static Optional<VerifiedBlock> open(BlockResponse response, Segment segment) {
    CryptoAlgorithm algorithm = response.algorithm();
    int index = response.index();
    if (algorithm == CryptoAlgorithm.NONE) {
      return segment.verify(index, response.block());
    }
    int length = (int) segment.blockRange(index).length();
    return decrypt(algorithm.key(segment.secret()), response, length)
        .flatMap(block -> segment.verify(index, block))
        .or(
            () ->
                algorithm
                    .otherKey(segment.secret())
                    .flatMap(key -> decrypt(key, response, length))
                    .flatMap(block -> segment.verify(index, block)));
  }

  /**
   * Decrypts a block of known length.
   *
   * @return a new array's bytes, or nothing if they can't come from a block of that length. Where
   *     no padding is needed it may be missing
   */
  private static Optional<ByteBuffer> decrypt(byte[] key, BlockResponse response, int length) {
    ByteBuffer encrypted = response.block().duplicate();
    int padded = encrypted.remaining();
    if (padded % BlockResponse.VECTOR_LENGTH != 0
        || padded < length
        || padded > CryptoAlgorithm.AES_128.encryptedLength(length)) {
      return Optional.empty();
    }
    ByteBuffer block = ByteBuffer.allocate(padded);
    Cipher cipher = DECRYPTION.get();
    try {
      init(cipher, Cipher.DECRYPT_MODE, key, response.initializationVector());
      updateInPieces(cipher, encrypted, block);
      cipher.doFinal(encrypted, block);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES failed", e);
    }
    return Optional.of(block.slice(0, length));
  }

  /**
   * Takes all but the last piece. In one call for the whole block the result would be the same; but
   * the processor's instructions for AES come into play only when the method around them has been
   * called thousands of times, and until then a block costs ten times as much.
   */
  private static void updateInPieces(Cipher cipher, ByteBuffer in, ByteBuffer out)
      throws GeneralSecurityException {
    int end = in.limit();
    while (end - in.position() > PIECE) {
      cipher.update(in.limit(in.position() + PIECE), out);
      in.limit(end);
    }
  }

  private static void init(Cipher cipher, int mode, byte[] key, Bytes vector)
      throws GeneralSecurityException {
    IvParameterSpec parameters = new IvParameterSpec(vector.toByteArray());
    cipher.init(mode, new SecretKeySpec(key, "AES"), parameters);
  }
}
