package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * The answer to QUERY_DIRECTORY, CHANGE_NOTIFY and QUERY_INFO, [MS-SMB2] 2.2.34, 2.2.36 and 2.2.38:
 * 9 (2), offset (2) and length (4) of the output, output.
 *
 * @param output what was asked for
 */
public record OutputResponse(Bytes output) implements MessageBody {
  private static final int SIZE = 9;

  /** Reads the message, which begins with its header. */
  public static OutputResponse read(ByteBuffer message) throws WireFormatException {
    WireReader reader = Raw.body(message, SIZE);
    int offset = reader.u16("OutputBufferOffset");
    long length = reader.u32("OutputBufferLength");
    return new OutputResponse(Bytes.copyOf(Raw.part("Buffer", message, offset, length)));
  }

  @Override
  public void write(WireWriter writer) {
    writer.u16(SIZE).u16(Header.LENGTH + SIZE - 1).u32(output.length()).bytes(output);
  }
}
