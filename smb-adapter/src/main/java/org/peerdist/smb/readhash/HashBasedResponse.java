package org.peerdist.smb.readhash;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * A part of a content information file, SRV_HASH_RETRIEVE_HASH_BASED ([MS-SMB2] 2.2.32.4.2).
 * Little-endian:
 *
 * <pre>
 * offset(8) bufferLength(4) reserved(4)=0 buffer(bufferLength)
 * </pre>
 *
 * @param offset where in the content information file the part starts, as in the request
 * @param part its bytes, a read-only view; may be empty
 */
public record HashBasedResponse(long offset, ByteBuffer part) {
  /** The bytes in front of the part. */
  public static final int HEADER_LENGTH = 16;

  public HashBasedResponse {
    if (offset < 0) {
      throw new IllegalArgumentException("an offset of " + offset);
    }
    part = part.slice().asReadOnlyBuffer();
  }

  @Override
  public ByteBuffer part() {
    return part.duplicate();
  }

  /**
   * Reads a response. What follows it is not looked at.
   *
   * @param output the output of the control code; not copied, its position stays where it is
   * @return the response
   * @throws WireFormatException if it is too short for what it says
   */
  public static HashBasedResponse read(ByteBuffer output) throws WireFormatException {
    WireReader in = WireReader.of(output, ByteOrder.LITTLE_ENDIAN);
    long offset = in.u64("offset");
    long length = in.u32("buffer length");
    in.skip("reserved", 4);
    return new HashBasedResponse(offset, in.view("buffer", length));
  }

  /**
   * Writes the response.
   *
   * @return new bytes
   */
  public ByteBuffer write() {
    return WireWriter.of(ByteOrder.LITTLE_ENDIAN, HEADER_LENGTH + part.remaining())
        .u64(offset)
        .u32(part.remaining())
        .u32(0)
        .bytes(part())
        .toByteBuffer();
  }
}
