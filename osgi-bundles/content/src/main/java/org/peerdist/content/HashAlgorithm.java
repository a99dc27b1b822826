package org.peerdist.content;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.peerdist.wire.Bytes;

/**
 * The hashes of content information ("dwHashAlgo" in [MS-PCCRC] 2.3, "bHashAlgo" in 2.4). Safe for
 * use by many threads.
 */
public enum HashAlgorithm {
  /** SHA-256, the usual one of version 1. */
  SHA_256("sha256", 0x800C, "SHA-256", "HmacSHA256", 32),
  /** SHA-384, for version 1. */
  SHA_384("sha384", 0x800D, "SHA-384", "HmacSHA384", 48),
  /** SHA-512, for version 1. */
  SHA_512("sha512", 0x800E, "SHA-512", "HmacSHA512", 64),
  /**
   * SHA-512 of which the first 32 bytes are used, the only one of version 2. This is not the
   * SHA-512/256 of FIPS 180-4, which starts from other values.
   */
  TRUNCATED_SHA_512("sha512-256", 0x04, "SHA-512", "HmacSHA512", 32);

  private final String label;
  private final int wireValue;
  private final String digestName;
  private final String macName;
  private final int length;

  HashAlgorithm(String label, int wireValue, String digestName, String macName, int length) {
    this.label = label;
    this.wireValue = wireValue;
    this.digestName = digestName;
    this.macName = macName;
    this.length = length;
  }

  /**
   * The name in messages and options.
   *
   * @return such as {@code sha256}
   */
  public String label() {
    return label;
  }

  /**
   * The number that stands for it in content information.
   *
   * @return such as 0x800C
   */
  public int wireValue() {
    return wireValue;
  }

  /**
   * The length of a hash.
   *
   * @return 32, 48 or 64 bytes
   */
  public int length() {
    return length;
  }

  /**
   * The digest behind the algorithm, for hashing in parts. Its output has to be cut to {@link
   * #length()} bytes.
   *
   * @return a new digest, for one thread
   */
  public MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance(digestName);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime lacks " + digestName, e);
    }
  }

  /**
   * Ends a digest that {@link #newDigest()} made.
   *
   * @param digest the digest, which starts afresh afterwards
   * @return its hash, cut to {@link #length()} bytes
   */
  public Bytes finish(MessageDigest digest) {
    return cut(digest.digest());
  }

  /**
   * Hashes what remains of a buffer, whose position stays where it is.
   *
   * @param data the bytes
   * @return the hash
   */
  public Bytes hash(ByteBuffer data) {
    MessageDigest digest = newDigest();
    digest.update(data.duplicate());
    return finish(digest);
  }

  /** Fails where a value of another algorithm was taken for one of this. */
  void requireLength(Bytes value) {
    if (value.length() != length) {
      throw new IllegalArgumentException(
          label + " has " + length + " bytes, and not " + value.length());
    }
  }

  /**
   * The keyed hash of the parts one after the other (RFC 2104).
   *
   * @param key the key, at least one byte
   * @param parts the bytes
   * @return the hash
   */
  Bytes hmac(Bytes key, Bytes... parts) {
    Mac mac = newMac(key);
    for (Bytes part : parts) {
      mac.update(part.asByteBuffer());
    }
    return cut(mac.doFinal());
  }

  /** The keyed hash, for many uses by one thread; its output has to be cut. */
  Mac newMac(Bytes key) {
    byte[] keyBytes = key.toByteArray();
    try {
      Mac mac = Mac.getInstance(macName);
      mac.init(new SecretKeySpec(keyBytes, macName));
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("this Java runtime lacks " + macName, e);
    } finally {
      Arrays.fill(keyBytes, (byte) 0);
    }
  }

  /** The first bytes, as many as a hash has. */
  Bytes cut(byte[] hash) {
    return Bytes.copyOf(hash.length == length ? hash : Arrays.copyOf(hash, length));
  }
}
