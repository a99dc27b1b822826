package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * What was read, [MS-SMB2] 2.2.20: 17 (2), offset of the data (1), reserved (1), length (4),
 * remaining (4), reserved (4), data. Only the fixed part is here: the data need not be in memory.
 *
 * @param length how many bytes follow
 */
public record ReadResponse(int length) implements MessageBody {
  /** Bytes in front of the data. */
  public static final int FIXED = 16;

  private static final int SIZE = 17;

  /** The data of the message, which begins with its header. */
  public static ByteBuffer read(ByteBuffer message) throws WireFormatException {
    WireReader reader = Raw.body(message, SIZE);
    int offset = reader.u8("DataOffset");
    reader.skip("Reserved", 1);
    return Raw.part("Data", message, offset, reader.u32("DataLength"));
  }

  @Override
  public void write(WireWriter writer) {
    writer.u16(SIZE).u8(Header.LENGTH + FIXED).u8(0).u32(length).u32(0).u32(0);
  }
}
