package org.peerdist.smb.readhash;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * The hashes of a part of a file, SRV_HASH_RETRIEVE_FILE_BASED ([MS-SMB2] 2.2.32.4.3).
 * Little-endian:
 *
 * <pre>
 * fileDataOffset(8) fileDataLength(8) bufferLength(4) reserved(4)=0 buffer(bufferLength)
 * </pre>
 *
 * <p>The buffer is content information of version 2 about that part of the file. The answer to a
 * request with the offset 0 has a {@link HashHeader} in front of it.
 *
 * @param fileDataOffset where in the file the part starts that the hashes are about
 * @param fileDataLength its length in bytes
 * @param hashes the content information, a read-only view; may be empty
 */
public record FileBasedResponse(long fileDataOffset, long fileDataLength, ByteBuffer hashes) {
  /** The bytes in front of the hashes. */
  public static final int HEADER_LENGTH = 24;

  public FileBasedResponse {
    if (fileDataOffset < 0
        || fileDataLength < 0
        || fileDataOffset > Long.MAX_VALUE - fileDataLength) {
      throw new IllegalArgumentException(
          "no " + fileDataLength + " bytes of a file from " + fileDataOffset);
    }
    hashes = hashes.slice().asReadOnlyBuffer();
  }

  @Override
  public ByteBuffer hashes() {
    return hashes.duplicate();
  }

  /**
   * Reads a response. What follows it is not looked at.
   *
   * @param output the output of the control code; not copied, its position stays where it is
   * @return the response
   * @throws WireFormatException if it is too short for what it says, or says that no file has such
   *     a part
   */
  public static FileBasedResponse read(ByteBuffer output) throws WireFormatException {
    WireReader in = WireReader.of(output, ByteOrder.LITTLE_ENDIAN);
    long offset = in.u64("file data offset");
    long at = in.offset();
    long length = in.u64("file data length");
    if (offset > Long.MAX_VALUE - length) {
      throw new WireFormatException("file data length", at, "ends after the end of any file");
    }
    long bufferLength = in.u32("buffer length");
    in.skip("reserved", 4);
    return new FileBasedResponse(offset, length, in.view("buffer", bufferLength));
  }

  /**
   * Writes the response.
   *
   * @return new bytes
   */
  public ByteBuffer write() {
    return WireWriter.of(ByteOrder.LITTLE_ENDIAN, HEADER_LENGTH + hashes.remaining())
        .u64(fileDataOffset)
        .u64(fileDataLength)
        .u32(hashes.remaining())
        .u32(0)
        .bytes(hashes())
        .toByteBuffer();
  }
}
