package org.peerdist.smb.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.peerdist.smb.login.NtHash;
import org.peerdist.wire.Bytes;

/**
 * Who may log in. Thread-safe.
 *
 * <p>NTLM needs the NT hash of a password: MD4 without salt. Whoever has the hash can log in with
 * it, so that it has to be kept like the password itself; a salted hash would be of no use here.
 */
public interface UserStore {
  /**
   * The NT hash of a user's password.
   *
   * @param user the name, in any case
   * @return 16 bytes, or nothing if there is no such user
   */
  Optional<Bytes> ntHash(String user);

  /**
   * Users whose passwords are known.
   *
   * @param passwords by the names of the users
   */
  static UserStore ofPasswords(Map<String, String> passwords) {
    Map<String, Bytes> hashes = new LinkedHashMap<>();
    passwords.forEach((user, password) -> hashes.put(key(user), hashOf(password)));
    return user -> Optional.ofNullable(hashes.get(key(user)));
  }

  /**
   * Reads a file of users: a line each with name, colon and the NT hash as 32 hexadecimal digits.
   * Empty lines and lines that begin with {@code #} say nothing.
   *
   * @param file that nobody else may read
   * @throws IOException if it cannot be read, others may read it, or a line is wrong; the message
   *     says which
   */
  static UserStore read(Path file) throws IOException {
    Map<String, Bytes> hashes = UserFile.read(file);
    return user -> Optional.ofNullable(hashes.get(key(user)));
  }

  /**
   * The NT hash of a password, as it is in a file of users.
   *
   * @return 16 bytes
   */
  static Bytes hashOf(String password) {
    return NtHash.ofPassword(password).value();
  }

  /** Names are equal in any case. */
  private static String key(String user) {
    return user.toLowerCase(Locale.ROOT);
  }
}
