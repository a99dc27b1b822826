package org.peerdist.hashgen;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.peerdist.content.ContentVersion;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * What says which files make up a publication. Big-endian:
 *
 * <pre>
 * magic(4)="PDP1" name(32) contentLength(8) versionCount(1)
 * versions: version(1) length(8) crc32c(4) ...
 * crc32c(4) of all in front of it
 * </pre>
 *
 * @param name the name of the publication, 32 bytes
 * @param contentLength the length of the content, 1 or more
 * @param files what the file of each version has, at least one
 */
record PublicationRecord(Bytes name, long contentLength, Map<ContentVersion, Contents> files) {
  /** POLICY: no record is longer. */
  static final int MAX_LENGTH = 256;

  private static final int MAGIC = 0x50445031;
  private static final int CHECKSUM_LENGTH = 4;

  /**
   * What a file has.
   *
   * @param length its length in bytes
   * @param checksum the CRC32C of its bytes
   */
  record Contents(long length, long checksum) {
    static Contents of(ByteBuffer bytes) {
      return new Contents(bytes.remaining(), PublicationRecord.checksum(bytes));
    }

    /**
     * Whether both are the same; equals of a record takes 15 ms when it is used for the first time.
     */
    boolean isLike(Contents other) {
      return length == other.length && checksum == other.checksum;
    }
  }

  PublicationRecord {
    if (name.length() != 32 || contentLength < 1 || files.isEmpty()) {
      throw new IllegalArgumentException(
          "no record: " + name + ", " + contentLength + " bytes, " + files);
    }
    files = new EnumMap<>(files);
  }

  static PublicationRecord read(ByteBuffer record) throws WireFormatException {
    WireReader in = WireReader.of(record, ByteOrder.BIG_ENDIAN);
    in.need("record", CHECKSUM_LENGTH);
    int end = in.remaining() - CHECKSUM_LENGTH;
    ByteBuffer signed = in.view("record", end);
    check("record checksum", in.offset(), checksum(signed), in.u32("record checksum"));
    return readSigned(WireReader.of(signed, ByteOrder.BIG_ENDIAN));
  }

  private static PublicationRecord readSigned(WireReader in) throws WireFormatException {
    check("magic", 0, MAGIC, in.u32("magic"));
    Bytes name = in.bytes("name", 32);
    long at = in.offset();
    long contentLength = in.u64("content length");
    if (contentLength == 0) {
      throw new WireFormatException("content length", at, "0 is none");
    }
    at = in.offset();
    int count = in.u8("version count");
    if (count == 0) {
      throw new WireFormatException("version count", at, "0 is none");
    }
    Map<ContentVersion, Contents> files = new EnumMap<>(ContentVersion.class);
    for (int left = count; left > 0; left--) {
      at = in.offset();
      ContentVersion version = version(in);
      if (files.put(version, new Contents(in.u64("length"), in.u32("checksum"))) != null) {
        throw new WireFormatException("version", at, version.number() + " for the second time");
      }
    }
    in.finish();
    return new PublicationRecord(name, contentLength, files);
  }

  private static ContentVersion version(WireReader in) throws WireFormatException {
    long at = in.offset();
    int number = in.u8("version");
    return switch (number) {
      case 1 -> ContentVersion.V1;
      case 2 -> ContentVersion.V2;
      default -> throw new WireFormatException("version", at, number + " is unknown");
    };
  }

  static void check(String field, long offset, long wanted, long found) throws WireFormatException {
    if (wanted != found) {
      throw new WireFormatException(field, offset, found + " instead of " + wanted);
    }
  }

  ByteBuffer write() {
    WireWriter out = WireWriter.of(ByteOrder.BIG_ENDIAN, MAX_LENGTH);
    out.u32(MAGIC).bytes(name).u64(contentLength).u8(files.size());
    files.forEach(
        (version, contents) ->
            out.u8(version.number()).u64(contents.length()).u32(contents.checksum()));
    return out.u32(checksum(out.toByteBuffer())).toByteBuffer();
  }

  static long checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate());
    return crc.getValue();
  }
}
