package org.peerdist.smb.protocol;

import java.util.Optional;

/** How messages are encrypted, [MS-SMB2] 2.2.3.1.2. */
public enum CipherAlgorithm {
  AES_128_CCM(16, 11),
  AES_128_GCM(16, 12),
  AES_256_CCM(32, 11),
  AES_256_GCM(32, 12);

  private final int keyLength;
  private final int nonceLength;

  CipherAlgorithm(int keyLength, int nonceLength) {
    this.keyLength = keyLength;
    this.nonceLength = nonceLength;
  }

  /** The algorithm with a number. */
  public static Optional<CipherAlgorithm> of(int number) {
    return number >= 1 && number <= values().length
        ? Optional.of(values()[number - 1])
        : Optional.empty();
  }

  /** The number on the wire, 16 bits. */
  public int number() {
    return ordinal() + 1;
  }

  /** The length of its keys in bytes. */
  public int keyLength() {
    return keyLength;
  }

  /** The length of its nonces in bytes. */
  public int nonceLength() {
    return nonceLength;
  }

  boolean isGcm() {
    return nonceLength == 12;
  }
}
