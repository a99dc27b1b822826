package org.peerdist.smb.login;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.MD4Digest;
import org.peerdist.wire.Bytes;

/**
 * What Windows keeps of a password ("NTOWFv1", [MS-NLMP] 3.3.1): MD4 over UTF-16. Whoever has it
 * can log in with it: it is as secret as the password.
 *
 * @param value 16 bytes
 */
public record NtHash(Bytes value) {
  /** The length in bytes. */
  public static final int LENGTH = 16;

  public NtHash {
    if (value.length() != LENGTH) {
      throw new IllegalArgumentException("NT hash of " + value.length() + " bytes");
    }
  }

  /** The hash of a password. */
  public static NtHash ofPassword(String password) {
    byte[] bytes = password.getBytes(StandardCharsets.UTF_16LE);
    MD4Digest digest = new MD4Digest();
    digest.update(bytes, 0, bytes.length);
    byte[] hash = new byte[LENGTH];
    digest.doFinal(hash, 0);
    return new NtHash(Bytes.copyOf(hash));
  }

  /** Says nothing of the hash. */
  @Override
  public String toString() {
    return "NtHash[secret]";
  }
}
