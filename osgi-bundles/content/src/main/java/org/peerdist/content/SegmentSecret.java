package org.peerdist.content;

import java.nio.charset.StandardCharsets;
import org.peerdist.wire.Bytes;

/**
 * The secret of a segment ("Kp", which is also the encryption key "Ke", [MS-PCCRC] 2.2). Whoever
 * may read the content may have it, and nobody else.
 *
 * @param value 32, 48 or 64 bytes
 */
public record SegmentSecret(Bytes value) {
  private static final Bytes ID_CONSTANT =
      Bytes.copyOf("MS_P2P_CACHING\0".getBytes(StandardCharsets.UTF_16LE));

  public SegmentSecret {
    if (value.length() != 32 && value.length() != 48 && value.length() != 64) {
      throw new IllegalArgumentException("SegmentSecret of " + value.length() + " bytes");
    }
  }

  /**
   * The public name of the segment.
   *
   * <p>SPEC [MS-PCCRC] 2.2: HoHoDk = HMAC(Kp, HoD + C2).
   *
   * <p>INTEROP: C2 is UTF-16LE with its terminating NUL, 30 bytes, and not ASCII as the text says
   * (bytes captured from a Windows server).
   *
   * @param algorithm the hash of the content information
   * @param hashOfData the segment's hash
   * @return its name
   * @throws IllegalArgumentException if this or the hash is not as long as the algorithm's
   */
  public SegmentId segmentId(HashAlgorithm algorithm, SegmentHashOfData hashOfData) {
    algorithm.requireLength(value);
    algorithm.requireLength(hashOfData.value());
    return new SegmentId(algorithm.hmac(value, hashOfData.value(), ID_CONSTANT));
  }

  /** Does not show the secret. */
  @Override
  public String toString() {
    return "SegmentSecret[redacted]";
  }
}
