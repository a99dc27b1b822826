package org.peerdist.content;

import org.peerdist.wire.Bytes;

/**
 * The secret of a content server for one hash algorithm ("Ks", [MS-PCCRC] 2.2). It never leaves the
 * server.
 *
 * @param value 32, 48 or 64 bytes
 */
public record ServerSecret(Bytes value) {
  public ServerSecret {
    if (value.length() != 32 && value.length() != 48 && value.length() != 64) {
      throw new IllegalArgumentException("ServerSecret of " + value.length() + " bytes");
    }
  }

  /**
   * The secret of a segment.
   *
   * <p>SPEC [MS-PCCRC] 2.2: Kp = HMAC(Ks, HoD). The plain hash of 2.3.1.1 is an error of the text.
   *
   * @param algorithm the hash of the content information
   * @param hashOfData the segment's hash
   * @return its secret
   * @throws IllegalArgumentException if this or the hash is not as long as the algorithm's
   */
  public SegmentSecret segmentSecret(HashAlgorithm algorithm, SegmentHashOfData hashOfData) {
    algorithm.requireLength(value);
    algorithm.requireLength(hashOfData.value());
    return new SegmentSecret(algorithm.hmac(value, hashOfData.value()));
  }

  /**
   * The same for many segments, faster.
   *
   * @param algorithm the hash of the content information
   * @return makes their secrets; for one thread
   * @throws IllegalArgumentException if this is not as long as the algorithm's hashes
   */
  public SegmentSecrets segmentSecrets(HashAlgorithm algorithm) {
    algorithm.requireLength(value);
    return new SegmentSecrets(algorithm, algorithm.newMac(value));
  }

  /** Does not show the secret. */
  @Override
  public String toString() {
    return "ServerSecret[redacted]";
  }
}
