package org.peerdist.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
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
    try {
      return check(Files.readAllBytes(file));
    } catch (NoSuchFileException none) {
      publish();
      return check(Files.readAllBytes(file));
    }
  }

  private Bytes check(byte[] bytes) throws CommandFailure {
    if (bytes.length != LENGTH) {
      throw new CommandFailure(
          file + " holds " + bytes.length + " bytes, not a secret of " + LENGTH + ": remove it");
    }
    return Bytes.copyOf(bytes);
  }

  /** Puts a whole secret in place; the first who does it wins. */
  private void publish() throws IOException {
    SecureRandom random = new SecureRandom();
    byte[] name = new byte[8];
    random.nextBytes(name);
    Path draft = file.resolveSibling(file.getFileName() + "." + HexFormat.of().formatHex(name));
    try {
      byte[] secret = new byte[LENGTH];
      random.nextBytes(secret);
      write(draft, secret);
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException somebodyElse) {
      // Theirs is as good.
    } catch (UnsupportedOperationException noLinks) {
      Files.move(draft, file);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void write(Path draft, byte[] secret) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            draft,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            StateFolder.permissions(draft, "rw-------"))) {
      ByteBuffer rest = ByteBuffer.wrap(secret);
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      out.force(true);
    }
  }
}
