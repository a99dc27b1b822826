package org.peerdist.retrieval;

import java.util.Optional;
import org.peerdist.content.SegmentSecret;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * How a block is encrypted on its way ("CryptoAlgoId", [MS-PCCRR] 2.2.3). The values stand in the
 * order of their wire values, 0 to 3.
 */
public enum CryptoAlgorithm {
  /** Not at all. */
  NONE(0, 0),
  /** AES in CBC mode with a key of 16 bytes, the usual one. */
  AES_128(1, 16),
  /** AES in CBC mode with a key of 24 bytes. */
  AES_192(2, 24),
  /** AES in CBC mode with a key of 32 bytes. */
  AES_256(3, 32);

  private static final CryptoAlgorithm[] BY_WIRE_VALUE = values();

  private final int wireValue;
  private final int keyLength;

  CryptoAlgorithm(int wireValue, int keyLength) {
    this.wireValue = wireValue;
    this.keyLength = keyLength;
  }

  static CryptoAlgorithm read(WireReader reader) throws WireFormatException {
    return BY_WIRE_VALUE[reader.u32("CryptoAlgoId", 0, BY_WIRE_VALUE.length - 1)];
  }

  void write(WireWriter writer) {
    writer.u32(wireValue);
  }

  /**
   * The length of its keys.
   *
   * @return 16, 24 or 32 bytes, or 0 for {@link #NONE}
   */
  public int keyLength() {
    return keyLength;
  }

  /**
   * The number of bytes that a block becomes.
   *
   * @param length its own number of bytes
   * @return more than that by 1 to 16 with AES
   */
  public int encryptedLength(int length) {
    return this == NONE ? length : (length / 16 + 1) * 16;
  }

  /**
   * The key for the blocks of a segment: the first bytes of its secret.
   *
   * @param secret the segment's secret
   * @return a new array
   */
  byte[] key(SegmentSecret secret) {
    return secret.value().first(keyLength).toByteArray();
  }

  /**
   * The key that some peers use in place of the right one.
   *
   * <p>INTEROP: there are peers that say AES_128 and encrypt with all 32 bytes of the secret.
   *
   * @param secret the segment's secret
   * @return all of the secret, or nothing if that is the right key or no key of AES
   */
  Optional<byte[]> otherKey(SegmentSecret secret) {
    boolean differs = this != NONE && keyLength != AES_256.keyLength;
    return differs && secret.value().length() == AES_256.keyLength
        ? Optional.of(secret.value().toByteArray())
        : Optional.empty();
  }
}
