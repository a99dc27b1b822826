package org.peerdist.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.peerdist.launcher.internal.KeptFile;
import org.peerdist.wire.Bytes;

/** A random secret in a file that only its owner can read; made when it is first needed. */
final class KeptSecret {
  private static final int LENGTH = 32;

  private final Path file;

  KeptSecret(Path file) {
    this.file = file;
  }

  /**
   * Reads the secret, or makes one. Processes that do so at once get the same.
   *
   * @throws CommandFailure if there is something else in the file
   */
  Bytes read() throws IOException, CommandFailure {
    byte[] bytes = new KeptFile(file).read(KeptSecret::make);
    if (bytes.length != LENGTH) {
      throw new CommandFailure(
          file + " holds " + bytes.length + " bytes, not a secret of " + LENGTH + ": remove it");
    }
    return Bytes.copyOf(bytes);
  }

  private static byte[] make() {
    byte[] secret = new byte[LENGTH];
    new SecureRandom().nextBytes(secret);
    return secret;
  }
}
