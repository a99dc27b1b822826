package org.peerdist.smb.information;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.wire.WireWriter;

/** An answer of [MS-FSCC] to a query: a part of fixed length, perhaps with a name behind it. */
public interface Information {
  /**
   * The bytes that the receiver must have room for.
   *
   * @return the length of everything but a name at the end, with what [MS-FSA] adds to it
   */
  int fixedLength();

  /**
   * Writes it as on the wire.
   *
   * @param writer little-endian
   */
  void write(WireWriter writer);

  /**
   * Writes it for a receiver with limited room.
   *
   * @param most the bytes that the receiver has room for
   * @return all of it
   * @throws StatusException INFO_LENGTH_MISMATCH if the fixed part does not fit; BUFFER_OVERFLOW,
   *     with what fits, if only the name does not
   */
  default byte[] encode(int most) throws StatusException {
    if (most < fixedLength()) {
      throw new StatusException(NtStatus.INFO_LENGTH_MISMATCH);
    }
    WireWriter writer = WireWriter.of(ByteOrder.LITTLE_ENDIAN, fixedLength());
    write(writer);
    ByteBuffer written = writer.toByteBuffer();
    byte[] answer = new byte[Math.min(most, written.remaining())];
    written.get(answer);
    if (written.hasRemaining()) {
      throw new StatusException(NtStatus.BUFFER_OVERFLOW, answer);
    }
    return answer;
  }
}
