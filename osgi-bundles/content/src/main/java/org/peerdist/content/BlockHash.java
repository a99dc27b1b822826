package org.peerdist.content;

import org.peerdist.wire.Bytes;

/**
 * The hash of a block ([MS-PCCRC] 2.2), the only proof that bytes from a peer are the right ones.
 *
 * @param value 32, 48 or 64 bytes
 */
public record BlockHash(Bytes value) {
  public BlockHash {
    if (value.length() != 32 && value.length() != 48 && value.length() != 64) {
      throw new IllegalArgumentException("BlockHash of " + value.length() + " bytes");
    }
  }

  /** Lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return value.toHex();
  }
}
