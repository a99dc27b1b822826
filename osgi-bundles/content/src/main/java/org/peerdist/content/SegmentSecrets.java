package org.peerdist.content;

import javax.crypto.Mac;

/**
 * Makes the secrets of many segments from one server secret, without setting up the keyed hash for
 * each of them. Gives the same as {@link ServerSecret#segmentSecret}. For use by one thread.
 */
public final class SegmentSecrets {
  private final HashAlgorithm algorithm;
  private final Mac mac;

  SegmentSecrets(HashAlgorithm algorithm, Mac mac) {
    this.algorithm = algorithm;
    this.mac = mac;
  }

  /**
   * The secret of a segment ("Kp", [MS-PCCRC] 2.2).
   *
   * @param hashOfData the segment's hash
   * @return its secret
   * @throws IllegalArgumentException if the hash is not as long as the algorithm's
   */
  public SegmentSecret of(SegmentHashOfData hashOfData) {
    algorithm.requireLength(hashOfData.value());
    mac.update(hashOfData.value().toByteArray());
    return new SegmentSecret(algorithm.cut(mac.doFinal()));
  }
}
