package org.peerdist.smb.readhash;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * What a content information file starts with, HASH_HEADER ([MS-SMB2] 2.2.32.4.1). Little-endian:
 *
 * <pre>
 * hashType(4)=1 hashVersion(4)=1|2 sourceFileChangeTime(8) sourceFileSize(8) hashBlobLength(4)
 * hashBlobOffset(4) dirty(2) sourceFileNameLength(2) sourceFileName(sourceFileNameLength)
 * </pre>
 *
 * @param version the version of the content information
 * @param changeTime when the file was last changed, in 100 ns since 1601; any 64 bits
 * @param fileSize the length of the file in bytes
 * @param hashLength the length of the content information in bytes; 0 in the answers of version 2
 * @param hashOffset where it starts in the content information file: after this header
 * @param dirty whether the file is being changed, so that the hashes are of no use
 * @param fileName the full name of the file in UTF-16LE; INTEROP: Windows ignores it, and so does
 *     everything here, whatever the bytes are
 */
public record HashHeader(
    HashVersion version,
    long changeTime,
    long fileSize,
    long hashLength,
    long hashOffset,
    boolean dirty,
    Bytes fileName) {
  /** The length of a header without a file name. */
  public static final int MIN_LENGTH = 36;

  private static final int LONGEST_NAME = 0xFFFF;
  private static final long MOST = 0xFFFF_FFFFL;

  public HashHeader {
    if (fileSize < 0
        || hashLength < 0
        || hashLength > MOST
        || fileName.length() > LONGEST_NAME
        || hashOffset < MIN_LENGTH + fileName.length()
        || hashOffset > MOST) {
      throw new IllegalArgumentException(
          "no header of a file of " + fileSize + ": " + hashLength + " bytes at " + hashOffset);
    }
  }

  /**
   * The header of hashes that follow it at once.
   *
   * @param version the version of the content information
   * @param changeTime when the file was last changed, in 100 ns since 1601
   * @param fileSize the length of the file in bytes
   * @param hashLength the length of the content information in bytes, or 0
   * @param fileName the name of the file
   * @return the header
   */
  public static HashHeader of(
      HashVersion version, long changeTime, long fileSize, long hashLength, String fileName) {
    Bytes name = Bytes.copyOf(fileName.getBytes(StandardCharsets.UTF_16LE));
    return new HashHeader(
        version, changeTime, fileSize, hashLength, MIN_LENGTH + name.length(), false, name);
  }

  /**
   * Reads a header. What follows it is not looked at.
   *
   * @param input starts with a header; its position stays where it is
   * @return the header
   * @throws WireFormatException if it is not valid
   */
  public static HashHeader read(ByteBuffer input) throws WireFormatException {
    WireReader in = WireReader.of(input, ByteOrder.LITTLE_ENDIAN);
    in.u32("hash type", ReadHashRequest.PEER_DIST, ReadHashRequest.PEER_DIST);
    long at = in.offset();
    long number = in.u32("hash version");
    HashVersion version = HashVersion.of(number).orElse(null);
    if (version == null) {
      throw new WireFormatException("hash version", at, number + " is unknown");
    }
    long changeTime = in.u32("change time") | in.u32("change time") << 32;
    long fileSize = in.u64("file size");
    long hashLength = in.u32("hash blob length");
    at = in.offset();
    long hashOffset = in.u32("hash blob offset");
    boolean dirty = in.u16("dirty") != 0;
    int nameLength = in.u16("file name length");
    Bytes name = in.bytes("file name", nameLength);
    if (hashOffset < in.offset()) {
      throw new WireFormatException("hash blob offset", at, hashOffset + " is in the header");
    }
    return new HashHeader(version, changeTime, fileSize, hashLength, hashOffset, dirty, name);
  }

  /**
   * Writes the header.
   *
   * @return new bytes
   */
  public ByteBuffer write() {
    WireWriter out = WireWriter.of(ByteOrder.LITTLE_ENDIAN, MIN_LENGTH + fileName.length());
    out.u32(ReadHashRequest.PEER_DIST)
        .u32(version.wireValue())
        .u32(changeTime & MOST)
        .u32(changeTime >>> 32)
        .u64(fileSize)
        .u32(hashLength)
        .u32(hashOffset)
        .u16(dirty ? 1 : 0)
        .u16(fileName.length())
        .bytes(fileName);
    return out.toByteBuffer();
  }

  /**
   * The length of the header.
   *
   * @return bytes
   */
  public int length() {
    return MIN_LENGTH + fileName.length();
  }
}
