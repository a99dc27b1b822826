package org.peerdist.hashgen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.peerdist.content.ContentVersion;
import org.peerdist.hashgen.PublicationRecord.Contents;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/**
 * The form of one publication on disk: a folder with a file for each version of content
 * information, and one with the {@link PublicationRecord} that says what belongs there.
 */
final class PublicationFolder {
  /** POLICY: up to so many bytes are read, more are mapped. */
  private static final int MAPPED = 16 * 1024;

  private static final String RECORD = "record";

  private PublicationFolder() {}

  static Path file(Path folder, ContentVersion version) {
    return folder.resolve(version.number() + ".pci");
  }

  /**
   * Writes what says what belongs there.
   *
   * @return the bytes of all files in the folder
   */
  static long seal(Path folder, Bytes name, long contentLength, Iterable<ContentVersion> versions)
      throws IOException {
    Map<ContentVersion, Contents> files = new EnumMap<>(ContentVersion.class);
    long total = 0;
    for (ContentVersion version : versions) {
      ByteBuffer bytes = bytes(file(folder, version));
      files.put(version, Contents.of(bytes));
      total += bytes.remaining();
    }
    ByteBuffer record = new PublicationRecord(name, contentLength, files).write();
    total += record.remaining();
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve(RECORD), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (record.hasRemaining()) {
        channel.write(record);
      }
    }
    return total;
  }

  /**
   * Opens a publication, and compares its bytes with what was written.
   *
   * @throws NoSuchFileException if there is none
   * @throws WireFormatException if it is damaged
   */
  static Publication open(Path folder, Bytes name) throws IOException, WireFormatException {
    Path file = folder.resolve(RECORD);
    long size = Files.size(file);
    if (size > PublicationRecord.MAX_LENGTH) {
      throw new WireFormatException(
          "record", 0, size + " bytes, at most " + PublicationRecord.MAX_LENGTH);
    }
    PublicationRecord record = PublicationRecord.read(ByteBuffer.wrap(Files.readAllBytes(file)));
    if (!record.name().equals(name)) {
      throw new WireFormatException("name", 4, "belongs to another content");
    }
    Map<ContentVersion, ByteBuffer> encoded = new EnumMap<>(ContentVersion.class);
    for (Map.Entry<ContentVersion, Contents> part : record.files().entrySet()) {
      ByteBuffer bytes = bytes(file(folder, part.getKey()));
      Contents found = Contents.of(bytes);
      if (!found.isLike(part.getValue())) {
        throw new WireFormatException(
            "version " + part.getKey().number(), 0, found + " instead of " + part.getValue());
      }
      encoded.put(part.getKey(), bytes);
    }
    return new Publication(record.contentLength(), encoded);
  }

  /** Removes a folder with all that is in it, the record first. */
  static void delete(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(RECORD));
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (NoSuchFileException e) {
      // Nothing is there, which is what was asked for.
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static ByteBuffer bytes(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size <= MAPPED) {
        return ByteBuffer.wrap(Files.readAllBytes(file)).asReadOnlyBuffer();
      }
      if (size > Integer.MAX_VALUE) {
        throw new IOException(file + " has " + size + " bytes, more than can be mapped");
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
    }
  }
}
