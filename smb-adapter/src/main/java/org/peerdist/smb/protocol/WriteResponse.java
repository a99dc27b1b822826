package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * What was written, [MS-SMB2] 2.2.22: 17 (2), reserved (2), count (4), remaining (4), offset (2)
 * and length (2) of nothing.
 *
 * @param count how many bytes
 */
public record WriteResponse(int count) implements MessageBody {
  private static final int SIZE = 17;

  /** Reads the message, which begins with its header. */
  public static WriteResponse read(ByteBuffer message) throws WireFormatException {
    WireReader reader = Raw.body(message, SIZE);
    reader.skip("Reserved", 2);
    return new WriteResponse(reader.u32("Count", 0, Integer.MAX_VALUE));
  }

  @Override
  public void write(WireWriter writer) {
    writer.u16(SIZE).u16(0).u32(count).u32(0).u32(0);
  }
}
