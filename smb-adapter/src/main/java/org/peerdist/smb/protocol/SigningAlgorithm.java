package org.peerdist.smb.protocol;

import java.util.Optional;

/** How messages are signed, [MS-SMB2] 2.2.3.1.7. */
public enum SigningAlgorithm {
  HMAC_SHA256,
  AES_CMAC,
  AES_GMAC;

  /** The algorithm with a number. */
  public static Optional<SigningAlgorithm> of(int number) {
    return number < values().length ? Optional.of(values()[number]) : Optional.empty();
  }

  /** The number on the wire, 16 bits. */
  public int number() {
    return ordinal();
  }
}
