package org.peerdist.hashgen;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.wire.Bytes;

/** A random passphrase in a file that only its owner can read; made when it is first needed. */
public final class KeptPassphrase {
  private static final int LENGTH = 32;

  private final Path file;

  /**
   * Names the file.
   *
   * @param file in a folder that is there
   */
  public KeptPassphrase(Path file) {
    this.file = file;
  }

  /**
   * Reads the passphrase, or makes one. Processes that do so at once get the same.
   *
   * @return the passphrase
   * @throws IOException if the file can't be read or written, or there is something else in it
   */
  public ServerPassphrase read() throws IOException {
    byte[] bytes = new KeptFile(file).read(KeptPassphrase::make);
    if (bytes.length != LENGTH) {
      throw new IOException(
          file + " holds " + bytes.length + " bytes, not a secret of " + LENGTH + ": remove it");
    }
    return new ServerPassphrase(Bytes.copyOf(bytes));
  }

  private static byte[] make() {
    byte[] secret = new byte[LENGTH];
    new SecureRandom().nextBytes(secret);
    return secret;
  }
}
