package org.peerdist.hashgen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.peerdist.content.ContentVersion;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * The form of one publication on disk: a folder with a file for each version of content
 * information, and a file that says what belongs there. Big-endian:
 *
 * <pre>
 * magic(4) name(32) contentLength(8) versionCount(1)
 * versions: version(1) length(8) crc32c(4) ...
 * crc32c(4) of all in front of it
 * </pre>
 */
final class PublicationFolder {
  /** POLICY: up to so many bytes are read, more are mapped. */
  private static final int MAPPED = 16 * 1024;

  private static final int MAGIC = 0x50445031;
  private static final int MAX_RECORD = 256;
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
    WireWriter out = WireWriter.of(ByteOrder.BIG_ENDIAN, MAX_RECORD);
    out.u32(MAGIC).bytes(name).u64(contentLength);
    List<ContentVersion> present = new ArrayList<>();
    versions.forEach(present::add);
    out.u8(present.size());
    long total = 0;
    for (ContentVersion version : present) {
      ByteBuffer bytes = bytes(file(folder, version));
      out.u8(version.number()).u64(bytes.remaining()).u32(crc(bytes));
      total += bytes.remaining();
    }
    out.u32(crc(out.toByteBuffer()));
    ByteBuffer record = out.toByteBuffer();
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
    if (size > MAX_RECORD) {
      throw new WireFormatException("record", 0, size + " bytes, at most " + MAX_RECORD);
    }
    ByteBuffer record = ByteBuffer.wrap(Files.readAllBytes(file));
    WireReader in = WireReader.of(record, ByteOrder.BIG_ENDIAN);
    in.need("record", 4);
    int end = record.limit() - 4;
    check("record checksum", crc(record.slice(0, end)), record.getInt(end) & 0xFFFFFFFFL);
    check("magic", MAGIC, in.u32("magic"));
    if (!in.bytes("name", 32).equals(name)) {
      throw new WireFormatException("name", 4, "belongs to another content");
    }
    long contentLength = in.u64("content length");
    Map<ContentVersion, ByteBuffer> encoded = new EnumMap<>(ContentVersion.class);
    for (int left = in.u8("version count"); left > 0; left--) {
      ContentVersion version = in.u8("version") == 1 ? ContentVersion.V1 : ContentVersion.V2;
      ByteBuffer bytes = bytes(file(folder, version));
      check("length", in.u64("length"), bytes.remaining());
      check("checksum", in.u32("checksum"), crc(bytes));
      encoded.put(version, bytes);
    }
    in.skip("record checksum", 4);
    in.finish();
    return new Publication(contentLength, encoded);
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

  private static void check(String field, long wanted, long found) throws WireFormatException {
    if (wanted != found) {
      throw new WireFormatException(field, 0, found + " instead of " + wanted);
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

  private static long crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate());
    return crc.getValue();
  }
}
