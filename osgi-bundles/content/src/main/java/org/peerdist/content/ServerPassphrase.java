package org.peerdist.content;

import org.peerdist.wire.Bytes;

/**
 * What a content server derives its secrets from. Servers with the same passphrase give out the
 * same hashes for the same content, so that their clients can share.
 *
 * @param value 1 or more bytes
 */
public record ServerPassphrase(Bytes value) {
  public ServerPassphrase {
    if (value.length() == 0) {
      throw new IllegalArgumentException("an empty ServerPassphrase");
    }
  }

  /**
   * The server secret for one algorithm.
   *
   * <p>INTEROP: the passphrase is hashed with the algorithm of the content information: SHA-256 for
   * the usual version 1, the first 32 bytes of SHA-512 for version 2 (bytes captured from a Windows
   * server).
   *
   * @param algorithm the hash of the content information
   * @return the secret
   */
  public ServerSecret serverSecret(HashAlgorithm algorithm) {
    return new ServerSecret(algorithm.hash(value.asByteBuffer()));
  }

  /** Does not show the secret. */
  @Override
  public String toString() {
    return "ServerPassphrase[redacted]";
  }
}
