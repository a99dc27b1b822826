package org.peerdist.cache.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.security.MessageDigest;
import java.util.Optional;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.wire.Bytes;

/**
 * Reads the {@linkplain PackageFormat records} of a package, each of which is checked as a whole
 * before anybody sees it. Takes 256 KiB, whatever the package says. For one thread.
 */
final class PackageReader {
  private static final int BUFFER_BYTES = 256 * 1024;

  private final ReadableByteChannel in;
  private final MessageDigest digest = HashAlgorithm.SHA_256.newDigest();
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).flip();
  private long offset;
  private long segments;
  private long blocks;

  PackageReader(ReadableByteChannel in) {
    this.in = in;
  }

  /**
   * A record.
   *
   * @param type its type
   * @param body its bytes; valid until the next record is read
   */
  record PackageRecord(byte type, ByteBuffer body) {}

  /** Reads what stands in front of the records. */
  void readHeader() throws IOException {
    boolean enough = fill(PackageFormat.HEADER_LENGTH);
    if (!enough || buffer.getLong(buffer.position()) != PackageFormat.MAGIC) {
      throw new IOException("this is no package of a content cache");
    }
    int version = buffer.getInt(buffer.position() + 8);
    if (version != PackageFormat.VERSION) {
      throw new IOException(
          "this is a package of version "
              + Integer.toUnsignedString(version)
              + ", of which this program knows nothing");
    }
    digest.update(take(PackageFormat.HEADER_LENGTH));
  }

  /** Reads a record; nothing after the last one. */
  Optional<PackageRecord> next() throws IOException {
    require(PackageFormat.RECORD_HEADER_LENGTH);
    byte type = buffer.get(buffer.position());
    int length = buffer.getInt(buffer.position() + 1);
    int max = PackageFormat.maxLength(type);
    if (max < 0 || length < 0 || length > max) {
      throw damaged(
          "a record of type " + type + " with " + Integer.toUnsignedString(length) + " bytes");
    }
    int checked = PackageFormat.RECORD_HEADER_LENGTH + length;
    require(checked + PackageFormat.CHECKSUM_LENGTH);
    int checksum = BlockLocation.checksum(buffer.slice(buffer.position(), checked));
    if (checksum != buffer.getInt(buffer.position() + checked)) {
      throw damaged("a record does not have its checksum");
    }
    ByteBuffer body = buffer.slice(buffer.position() + checked - length, length);
    if (type == PackageFormat.END) {
      checkEnd(body, checked + PackageFormat.CHECKSUM_LENGTH);
      return Optional.empty();
    }
    segments += type == PackageFormat.BLOCK ? 0 : 1;
    blocks += type == PackageFormat.BLOCK ? 1 : 0;
    digest.update(take(checked + PackageFormat.CHECKSUM_LENGTH));
    return Optional.of(new PackageRecord(type, body));
  }

  private void checkEnd(ByteBuffer body, int recordLength) throws IOException {
    if (body.remaining() != PackageFormat.END_LENGTH
        || body.getLong(0) != segments
        || body.getLong(8) != blocks
        || !Bytes.copyOf(body.slice(16, 32)).equals(Bytes.copyOf(digest.digest()))) {
      throw damaged("its end is not that of what stands before it");
    }
    take(recordLength);
    if (fill(1)) {
      throw damaged("there is something behind its end");
    }
  }

  IOException damaged(String reason) {
    return new IOException("the package is damaged at byte " + offset + ": " + reason);
  }

  private void require(int length) throws IOException {
    if (!fill(length)) {
      throw new IOException(
          "the package ends early, at byte "
              + (offset + buffer.remaining())
              + ": get all of it, and import it again");
    }
  }

  /** Reads until there is so much in the buffer; false at the end of the file. */
  private boolean fill(int length) throws IOException {
    while (buffer.remaining() < length) {
      buffer.compact();
      int count = in.read(buffer);
      buffer.flip();
      if (count < 0) {
        return false;
      }
    }
    return true;
  }

  private ByteBuffer take(int length) {
    ByteBuffer taken = buffer.slice(buffer.position(), length);
    buffer.position(buffer.position() + length);
    offset += length;
    return taken;
  }
}
