package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/**
 * Encrypts or decrypts the messages of a session in one direction, [MS-SMB2] 3.1.4.3 and 3.3.5.2.1.
 * For use by one thread.
 */
public final class FrameCipher {
  private static final int TAG_LENGTH = 16;
  private static final int TAG_BITS = Byte.SIZE * TAG_LENGTH;

  private final CipherAlgorithm algorithm;
  private final Bytes key;
  private long count;

  /**
   * Makes a cipher.
   *
   * @param algorithm which cipher
   * @param key of its length; no other object may encrypt with it
   */
  public FrameCipher(CipherAlgorithm algorithm, Bytes key) {
    if (key.length() != algorithm.keyLength()) {
      throw new IllegalArgumentException(algorithm + " with a key of " + key.length() + " bytes");
    }
    this.algorithm = algorithm;
    this.key = key;
  }

  /**
   * Encrypts messages. A nonce is never used twice: it counts.
   *
   * @return a frame that begins with its transform header, and may be followed by bytes that do not
   *     belong to it
   */
  public ByteBuffer seal(long sessionId, byte[] messages, int length) {
    byte[] nonce =
        Arrays.copyOf(
            ByteBuffer.allocate(Long.BYTES).putLong(++count).array(), TransformHeader.NONCE_LENGTH);
    byte[] frame = new byte[TransformHeader.LENGTH + length + TAG_LENGTH];
    new TransformHeader(Bytes.copyOf(nonce), length, sessionId).put(frame);
    try {
      run(true, frame, nonce, messages, 0, length, frame, TransformHeader.LENGTH);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    int end = TransformHeader.LENGTH + length;
    System.arraycopy(frame, end, frame, TransformHeader.SIGNATURE_OFFSET, TAG_LENGTH);
    return ByteBuffer.wrap(frame, 0, end);
  }

  /**
   * Decrypts a frame.
   *
   * @param frame that begins with its transform header
   * @return the messages, or nothing if the frame was not encrypted with this key
   * @throws WireFormatException if it is no such frame
   */
  public Optional<byte[]> open(ByteBuffer frame) throws WireFormatException {
    TransformHeader header = TransformHeader.read(frame);
    byte[] sealed = new byte[TransformHeader.LENGTH + header.length() + TAG_LENGTH];
    frame.get(frame.position(), sealed, 0, TransformHeader.LENGTH + header.length());
    System.arraycopy(
        sealed,
        TransformHeader.SIGNATURE_OFFSET,
        sealed,
        TransformHeader.LENGTH + header.length(),
        TAG_LENGTH);
    byte[] messages = new byte[header.length()];
    byte[] nonce = header.nonce().toByteArray();
    int length = header.length() + TAG_LENGTH;
    try {
      run(false, sealed, nonce, sealed, TransformHeader.LENGTH, length, messages, 0);
      return Optional.of(messages);
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private void run(
      boolean encrypt,
      byte[] header,
      byte[] nonce,
      byte[] input,
      int offset,
      int length,
      byte[] output,
      int outputOffset)
      throws GeneralSecurityException {
    byte[] shortNonce = Arrays.copyOf(nonce, algorithm.nonceLength());
    int from = TransformHeader.NONCE_OFFSET;
    if (algorithm.isGcm()) {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          encrypt ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE,
          new SecretKeySpec(key.toByteArray(), "AES"),
          new GCMParameterSpec(TAG_BITS, shortNonce));
      cipher.updateAAD(header, from, TransformHeader.LENGTH - from);
      cipher.doFinal(input, offset, length, output, outputOffset);
    } else {
      byte[] associated = Arrays.copyOfRange(header, from, TransformHeader.LENGTH);
      Ccm ccm = new Ccm(key.toByteArray(), shortNonce);
      if (encrypt) {
        ccm.seal(associated, input, offset, length, output, outputOffset);
      } else {
        ccm.open(associated, input, offset, length, output, outputOffset);
      }
    }
  }
}
