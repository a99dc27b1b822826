package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-CCM, RFC 3610, with nonces of 11 bytes and codes of 16, of the CTR and CBC modes of the JDK:
 * these run on the instructions of the processor, where the AES of Bouncy Castle takes ten times as
 * long.
 */
final class Ccm {
  private static final int BLOCK = 16;
  private static final int STEP = 1 << 14;

  /** Associated data, a code of 16 bytes, a length of 4. */
  private static final byte FIRST_FLAGS = 0x40 | (14 / 2) << 3 | 3;

  private static final byte COUNTER_FLAGS = 3;

  private final SecretKeySpec key;
  private final byte[] nonce;

  Ccm(byte[] key, byte[] nonce) {
    this.key = new SecretKeySpec(key, "AES");
    this.nonce = nonce;
  }

  /** Writes the encrypted bytes, and the code behind them. */
  void seal(byte[] associated, byte[] input, int offset, int length, byte[] output, int to)
      throws GeneralSecurityException {
    Cipher counter = counter();
    byte[] mask = counter.update(new byte[BLOCK]);
    byte[] code = code(associated, input, offset, length);
    counter.doFinal(input, offset, length, output, to);
    for (int i = 0; i < BLOCK; i++) {
      output[to + length + i] = (byte) (code[i] ^ mask[i]);
    }
  }

  /** Writes the decrypted bytes, if the code behind the encrypted ones is right. */
  void open(byte[] associated, byte[] input, int offset, int length, byte[] output, int to)
      throws GeneralSecurityException {
    Cipher counter = counter();
    byte[] mask = counter.update(new byte[BLOCK]);
    int count = length - BLOCK;
    counter.doFinal(input, offset, count, output, to);
    byte[] code = code(associated, output, to, count);
    for (int i = 0; i < BLOCK; i++) {
      code[i] ^= mask[i];
    }
    byte[] found = Arrays.copyOfRange(input, offset + count, offset + length);
    if (!MessageDigest.isEqual(code, found)) {
      Arrays.fill(output, to, to + count, (byte) 0);
      throw new AEADBadTagException("another code");
    }
  }

  private Cipher counter() throws GeneralSecurityException {
    byte[] start = ByteBuffer.allocate(BLOCK).put(COUNTER_FLAGS).put(nonce).array();
    Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(start));
    return cipher;
  }

  private byte[] code(byte[] associated, byte[] text, int offset, int length)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(new byte[BLOCK]));
    ByteBuffer head = ByteBuffer.allocate(BLOCK + padded(Short.BYTES + associated.length));
    head.put(FIRST_FLAGS).put(nonce).putInt(length);
    head.putShort((short) associated.length).put(associated);
    byte[] last = cipher.update(head.array());
    int whole = length & -BLOCK;
    byte[] scratch = new byte[Math.min(STEP, whole)];
    for (int at = 0; at < whole; at += STEP) {
      int count = Math.min(STEP, whole - at);
      cipher.update(text, offset + at, count, scratch);
      last = Arrays.copyOfRange(scratch, count - BLOCK, count);
    }
    if (whole < length) {
      last =
          cipher.update(
              Arrays.copyOf(Arrays.copyOfRange(text, offset + whole, offset + length), BLOCK));
    }
    return Arrays.copyOfRange(last, last.length - BLOCK, last.length);
  }

  private static int padded(int length) {
    return (length + BLOCK - 1) & -BLOCK;
  }
}
