package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.Mac;
import org.peerdist.wire.Bytes;

/**
 * The keys of a session, [MS-SMB2] 3.3.5.5.3: derived with SP800-108 in counter mode with
 * HMAC-SHA256, 3.1.4.2, from the key of the login.
 *
 * @param signing for signatures of both sides, 16 bytes
 * @param toServer for what the client encrypts; empty in SMB 2.1
 * @param toClient for what the server encrypts; empty in SMB 2.1
 */
public record SessionKeys(Bytes signing, Bytes toServer, Bytes toClient) {
  private static final int LENGTH = 16;

  /**
   * Derives the keys.
   *
   * @param dialect decides about labels
   * @param preauth of the session, for 3.1.1
   * @param cipher decides about lengths
   * @param loginKey the first 16 bytes of the key of the login
   */
  public static SessionKeys derive(
      Dialect dialect, PreauthHash preauth, CipherAlgorithm cipher, Bytes loginKey) {
    if (!dialect.isSmb3()) {
      return new SessionKeys(loginKey, Bytes.EMPTY, Bytes.EMPTY);
    }
    int length = cipher.keyLength();
    if (dialect == Dialect.SMB_3_1_1) {
      Bytes context = preauth.value();
      return new SessionKeys(
          derive(loginKey, "SMBSigningKey", context, LENGTH),
          derive(loginKey, "SMBC2SCipherKey", context, length),
          derive(loginKey, "SMBS2CCipherKey", context, length));
    }
    return new SessionKeys(
        derive(loginKey, "SMB2AESCMAC", text("SmbSign"), LENGTH),
        derive(loginKey, "SMB2AESCCM", text("ServerIn "), length),
        derive(loginKey, "SMB2AESCCM", text("ServerOut"), length));
  }

  /**
   * Derives one key.
   *
   * @param label without the zero that ends it
   */
  static Bytes derive(Bytes key, String label, Bytes context, int length) {
    Mac mac = Hmac.of("HmacSHA256", key.toByteArray());
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(1).array());
    mac.update(text(label).asByteBuffer());
    mac.update((byte) 0);
    mac.update(context.asByteBuffer());
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(Byte.SIZE * length).array());
    return Bytes.copyOf(Arrays.copyOf(mac.doFinal(), length));
  }

  /** Text with the zero that ends it. */
  private static Bytes text(String text) {
    return Bytes.copyOf((text + "\0").getBytes(StandardCharsets.US_ASCII));
  }

  /** Says nothing of the keys. */
  @Override
  public String toString() {
    return "SessionKeys[secret]";
  }
}
