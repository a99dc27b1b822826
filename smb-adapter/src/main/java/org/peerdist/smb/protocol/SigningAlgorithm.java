package org.peerdist.smb.protocol;

import java.util.Arrays;
import java.util.Optional;

/** How messages are signed, [MS-SMB2] 2.2.3.1.7. */
public enum SigningAlgorithm {
  HMAC_SHA256(0),
  AES_CMAC(1),
  AES_GMAC(2);

  private final int number;

  SigningAlgorithm(int number) {
    this.number = number;
  }

  /** The algorithm with a number. */
  public static Optional<SigningAlgorithm> of(int number) {
    return Arrays.stream(values()).filter(one -> one.number == number).findFirst();
  }

  /** The number on the wire, 16 bits. */
  public int number() {
    return number;
  }
}
