package org.peerdist.smb.readhash;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * The input of FSCTL_SRV_READ_HASH ([MS-SMB2] 2.2.31.2). Little-endian, 24 bytes:
 *
 * <pre>
 * hashType(4)=1 hashVersion(4)=1|2 hashRetrievalType(4)=1|2 length(4) offset(8)
 * </pre>
 *
 * <p>The numbers may be any: which of them is wrong is for a server to say, in its order of errors.
 *
 * @param hashType 1, SRV_HASH_TYPE_PEER_DIST
 * @param hashVersion 1 or 2, as in {@link HashVersion}
 * @param retrievalType 1, HASH_BASED, or 2, FILE_BASED
 * @param length the most bytes that are wanted: of the content information file, or of the file
 *     that the hashes are about; 32 bits, unsigned
 * @param offset where they start, in the same of the two; 64 bits, unsigned
 */
public record ReadHashRequest(
    long hashType, long hashVersion, long retrievalType, long length, long offset) {
  /** The control code, FSCTL_SRV_READ_HASH. */
  public static final int CONTROL_CODE = 0x001441BB;

  /** The length in bytes. */
  public static final int LENGTH = 24;

  /** The only type of hashes, SRV_HASH_TYPE_PEER_DIST. */
  public static final int PEER_DIST = 1;

  /** The retrieval type whose offsets are those of the content information file. */
  public static final int HASH_BASED = 1;

  /** The retrieval type whose offsets are those of the file. */
  public static final int FILE_BASED = 2;

  private static final long MOST = 0xFFFF_FFFFL;

  public ReadHashRequest {
    if ((hashType | hashVersion | retrievalType | length) < 0
        || Math.max(Math.max(hashType, hashVersion), Math.max(retrievalType, length)) > MOST) {
      throw new IllegalArgumentException("a number of more than 32 bits");
    }
  }

  /**
   * Asks for hashes.
   *
   * @param version which hashes; says how they are read
   * @param offset where the part starts: in the content information file for version 1, in the file
   *     for version 2
   * @param length the most bytes of it, to 2^32 - 1
   * @return the request
   */
  public static ReadHashRequest of(HashVersion version, long offset, long length) {
    return new ReadHashRequest(
        PEER_DIST, version.wireValue(), version.retrievalType(), length, offset);
  }

  /**
   * Reads a request. What follows it is not looked at.
   *
   * @param input the input of the control code; its position stays where it is
   * @return the request
   * @throws WireFormatException if it is too short
   */
  public static ReadHashRequest read(ByteBuffer input) throws WireFormatException {
    WireReader in = WireReader.of(input, ByteOrder.LITTLE_ENDIAN);
    in.need("SRV_READ_HASH", LENGTH);
    return new ReadHashRequest(
        in.u32("hash type"),
        in.u32("hash version"),
        in.u32("retrieval type"),
        in.u32("length"),
        in.u32("offset") | in.u32("offset") << 32);
  }

  /**
   * Writes the request.
   *
   * @return {@value #LENGTH} bytes
   */
  public ByteBuffer write() {
    return WireWriter.of(ByteOrder.LITTLE_ENDIAN, LENGTH)
        .u32(hashType)
        .u32(hashVersion)
        .u32(retrievalType)
        .u32(length)
        .u32(offset & MOST)
        .u32(offset >>> 32)
        .toByteBuffer();
  }
}
