package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.peerdist.wire.Bytes;

/**
 * The hash over all messages before a session has its keys, [MS-SMB2] 3.1.4.4.1: SHA-512 over the
 * hash so far and the next message.
 *
 * @param value 64 bytes
 */
public record PreauthHash(Bytes value) {
  /** The hash before the first message. */
  public static final PreauthHash START = new PreauthHash(Bytes.copyOf(new byte[64]));

  /** The hash with one more message. */
  public PreauthHash with(ByteBuffer message) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-512");
      digest.update(value.asByteBuffer());
      digest.update(message.duplicate());
      return new PreauthHash(Bytes.copyOf(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
