package org.peerdist.smb.protocol;

import java.util.Arrays;
import java.util.Optional;

/** How messages are encrypted, [MS-SMB2] 2.2.3.1.2. */
public enum CipherAlgorithm {
  AES_128_CCM(1, 16, 11),
  AES_128_GCM(2, 16, 12),
  AES_256_CCM(3, 32, 11),
  AES_256_GCM(4, 32, 12);

  private final int number;
  private final int keyLength;
  private final int nonceLength;

  CipherAlgorithm(int number, int keyLength, int nonceLength) {
    this.number = number;
    this.keyLength = keyLength;
    this.nonceLength = nonceLength;
  }

  /** The algorithm with a number. */
  public static Optional<CipherAlgorithm> of(int number) {
    return Arrays.stream(values()).filter(one -> one.number == number).findFirst();
  }

  /** The number on the wire, 16 bits. */
  public int number() {
    return number;
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
