package org.peerdist.hashgen;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/** A file that only its owner can read, made when it is first needed and kept from then on. */
public final class KeptFile {
  private final Path file;

  /**
   * Names it.
   *
   * @param file the file
   */
  public KeptFile(Path file) {
    this.file = file;
  }

  /**
   * Makes the contents of a file.
   *
   * @param <E> what may go wrong
   */
  public interface Maker<E extends Exception> {
    /**
     * Makes them.
     *
     * @return the bytes
     * @throws E if they can't be made
     */
    byte[] make() throws E;
  }

  /**
   * Reads the file, or makes it. Processes that do so at once get the same.
   *
   * @param <E> what may go wrong
   * @param maker makes its contents if it is not there
   * @return what is in it
   * @throws E if the contents can't be made
   * @throws IOException if the file can't be read or written
   */
  public <E extends Exception> byte[] read(Maker<E> maker) throws E, IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException none) {
      publish(maker.make());
      return Files.readAllBytes(file);
    }
  }

  /** Puts the whole file in place; the first who does it wins. */
  private void publish(byte[] contents) throws IOException {
    byte[] name = new byte[8];
    new SecureRandom().nextBytes(name);
    Path draft = file.resolveSibling(file.getFileName() + "." + HexFormat.of().formatHex(name));
    try {
      write(draft, contents);
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException somebodyElse) {
      // Theirs is as good.
    } catch (UnsupportedOperationException noLinks) {
      Files.move(draft, file);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void write(Path draft, byte[] contents) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            draft,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            permissions(draft, "rw-------"))) {
      ByteBuffer rest = ByteBuffer.wrap(contents);
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      out.force(true);
    }
  }

  /**
   * Attributes for what is created, as far as the file system knows them.
   *
   * @param place where it is created
   * @param mode such as {@code rw-------}
   * @return attributes to create it with
   */
  public static FileAttribute<?>[] permissions(Path place, String mode) {
    if (!place.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
    };
  }
}
