package org.peerdist.smb.login;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.peerdist.wire.Bytes;

/** The first signature of each side after a login, [MS-NLMP] 3.4.4.2: it is over SPNEGO's list. */
final class NtlmSeal {
  private static final String CLIENT = "client-to-server";
  private static final String SERVER = "server-to-client";

  private NtlmSeal() {}

  static Bytes ofClient(Bytes sessionKey, int flags, ByteBuffer message) {
    return sign(CLIENT, sessionKey, flags, message);
  }

  static Bytes ofServer(Bytes sessionKey, int flags, ByteBuffer message) {
    return sign(SERVER, sessionKey, flags, message);
  }

  /** Version 1 (4), checksum (8), sequence number 0 (4). */
  private static Bytes sign(String side, Bytes sessionKey, int flags, ByteBuffer message) {
    byte[] signingKey = key(sessionKey.toByteArray(), side, "signing");
    ByteBuffer sequence = ByteBuffer.allocate(Integer.BYTES);
    byte[] checksum = Arrays.copyOf(NtlmV2.hmac(signingKey, sequence, message), Long.BYTES);
    if ((flags & NtlmFlags.KEY_EXCHANGE) != 0) {
      checksum = NtlmV2.rc4(sealingKey(sessionKey, flags, side), checksum);
    }
    return Bytes.copyOf(
        ByteBuffer.allocate(16)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(1)
            .put(checksum)
            .putInt(0)
            .array());
  }

  private static byte[] sealingKey(Bytes sessionKey, int flags, String side) {
    byte[] key = sessionKey.toByteArray();
    if ((flags & NtlmFlags.KEY_128) == 0) {
      key = Arrays.copyOf(key, (flags & NtlmFlags.KEY_56) != 0 ? 7 : 5);
    }
    return key(key, side, "sealing");
  }

  private static byte[] key(byte[] sessionKey, String side, String use) {
    String text = "session key to " + side + " " + use + " key magic constant\0";
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      digest.update(sessionKey);
      return digest.digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
