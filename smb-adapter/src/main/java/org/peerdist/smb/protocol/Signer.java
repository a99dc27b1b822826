package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.peerdist.wire.Bytes;

/**
 * Signs the messages of a session and checks their signatures, [MS-SMB2] 3.1.4.1 and 3.1.5.1. For
 * use by one thread.
 */
public final class Signer {
  private static final int NONCE_LENGTH = 12;
  private static final int MESSAGE_ID_OFFSET = 24;
  private static final int COMMAND_OFFSET = 12;
  private static final int FLAGS_OFFSET = 16;

  private final Code code;

  /** Computes a code over the two parts of a message that are around its signature, and zeros. */
  private interface Code {
    byte[] of(byte[] message, int offset, int length) throws GeneralSecurityException;
  }

  private Signer(Code code) {
    this.code = code;
  }

  /**
   * Makes a signer.
   *
   * @param algorithm how to sign
   * @param key 16 bytes
   */
  public static Signer of(SigningAlgorithm algorithm, Bytes key) {
    byte[] bytes = key.toByteArray();
    return new Signer(
        switch (algorithm) {
          case HMAC_SHA256 -> hmac(bytes);
          case AES_CMAC -> new Cmac(bytes)::of;
          case AES_GMAC -> gmac(bytes);
        });
  }

  /** Puts a signature into a message, whose flag says already that it has one. */
  public void sign(byte[] message, int offset, int length) {
    byte[] signature = code(message, offset, length);
    System.arraycopy(
        signature, 0, message, offset + Header.SIGNATURE_OFFSET, Header.SIGNATURE_LENGTH);
  }

  /** Whether the signature of a message is right; the message is changed and restored meanwhile. */
  public boolean verify(byte[] message, int offset, int length) {
    int start = offset + Header.SIGNATURE_OFFSET;
    byte[] found = Arrays.copyOfRange(message, start, start + Header.SIGNATURE_LENGTH);
    Arrays.fill(message, start, start + Header.SIGNATURE_LENGTH, (byte) 0);
    byte[] wanted = code(message, offset, length);
    System.arraycopy(found, 0, message, start, found.length);
    return MessageDigest.isEqual(found, Arrays.copyOf(wanted, Header.SIGNATURE_LENGTH));
  }

  private byte[] code(byte[] message, int offset, int length) {
    try {
      return code.of(message, offset, length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Code hmac(byte[] key) {
    Mac mac = Hmac.of("HmacSHA256", key);
    return (message, offset, length) -> {
      mac.update(message, offset, length);
      return mac.doFinal();
    };
  }

  private static Code gmac(byte[] key) {
    SecretKeySpec secret = new SecretKeySpec(key, "AES");
    return (message, offset, length) -> {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      GCMParameterSpec nonce = new GCMParameterSpec(Byte.SIZE * 16, nonce(message, offset));
      cipher.init(Cipher.ENCRYPT_MODE, secret, nonce);
      cipher.updateAAD(message, offset, length);
      return cipher.doFinal();
    };
  }

  /** SPEC [MS-SMB2] 3.1.4.1: message id, then whether it is of a server, and whether a CANCEL. */
  private static byte[] nonce(byte[] message, int offset) {
    ByteBuffer header =
        ByteBuffer.wrap(message, offset, Header.LENGTH).slice().order(ByteOrder.LITTLE_ENDIAN);
    int server = header.getInt(FLAGS_OFFSET) & Header.RESPONSE;
    boolean cancel = header.getShort(COMMAND_OFFSET) == Command.CANCEL.number();
    return ByteBuffer.allocate(NONCE_LENGTH)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(header.getLong(MESSAGE_ID_OFFSET))
        .putInt(server | (cancel ? 2 : 0))
        .array();
  }
}
