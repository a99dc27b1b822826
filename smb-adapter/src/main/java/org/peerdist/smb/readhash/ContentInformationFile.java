package org.peerdist.smb.readhash;

import java.nio.ByteBuffer;
import org.peerdist.wire.WireFormatException;

/**
 * What clients read with HASH_BASED requests: a header and the content information after it
 * ([MS-SMB2] 2.2.32.4.1). It need not be a file on any disk.
 *
 * <pre>
 * HASH_HEADER ... (at hashBlobOffset:) content information(hashBlobLength)
 * </pre>
 *
 * @param header says where the content information is
 * @param contentInformation its bytes, a read-only view
 */
public record ContentInformationFile(HashHeader header, ByteBuffer contentInformation) {
  public ContentInformationFile {
    contentInformation = contentInformation.slice().asReadOnlyBuffer();
    if (contentInformation.remaining() != header.hashLength()) {
      throw new IllegalArgumentException(
          contentInformation.remaining() + " bytes, the header says " + header.hashLength());
    }
  }

  @Override
  public ByteBuffer contentInformation() {
    return contentInformation.duplicate();
  }

  /**
   * The length of all of it.
   *
   * @return bytes
   */
  public long length() {
    return header.hashOffset() + header.hashLength();
  }

  /**
   * A part of it; only that part is copied.
   *
   * @param offset where it starts, less than {@link #length()}
   * @param most its length, unless the end comes first
   * @return new bytes
   */
  public ByteBuffer part(long offset, int most) {
    if (offset < 0 || offset >= length() || most < 0) {
      throw new IllegalArgumentException("no " + most + " bytes at " + offset);
    }
    ByteBuffer part = ByteBuffer.allocate((int) Math.min(most, length() - offset));
    copy(header.write(), 0, offset, part);
    // Between the two there may be a gap.
    part.position((int) Math.min(part.limit(), Math.max(0, header.hashOffset() - offset)));
    copy(contentInformation(), header.hashOffset(), offset, part);
    return part.rewind();
  }

  /** Copies what a piece that starts somewhere in the file has of the part from an offset on. */
  private static void copy(ByteBuffer piece, long start, long offset, ByteBuffer part) {
    long skipped = Math.max(0, offset - start);
    if (skipped < piece.remaining() && part.hasRemaining()) {
      int count = (int) Math.min(part.remaining(), piece.remaining() - skipped);
      part.put(piece.slice(piece.position() + (int) skipped, count));
    }
  }

  /**
   * Reads a whole content information file.
   *
   * @param bytes the file; not copied, its position stays where it is
   * @return its two parts
   * @throws WireFormatException if it is not valid or not whole; the content information itself is
   *     not looked into
   */
  public static ContentInformationFile read(ByteBuffer bytes) throws WireFormatException {
    HashHeader header = HashHeader.read(bytes);
    ByteBuffer file = bytes.slice();
    if (header.hashOffset() + header.hashLength() > file.remaining()) {
      throw new WireFormatException(
          "hash blob length",
          24,
          header.hashLength()
              + " bytes at "
              + header.hashOffset()
              + " of a file of "
              + file.remaining());
    }
    return new ContentInformationFile(
        header, file.slice((int) header.hashOffset(), (int) header.hashLength()));
  }
}
