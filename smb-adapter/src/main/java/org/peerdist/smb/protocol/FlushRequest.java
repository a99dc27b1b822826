package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * Makes what was written durable, [MS-SMB2] 2.2.17: 24 (2), reserved (6), file (16).
 *
 * @param file the file
 */
public record FlushRequest(FileId file) implements MessageBody {
  private static final int SIZE = 24;

  /** Reads the message, which begins with its header. */
  public static FlushRequest read(ByteBuffer message) throws WireFormatException {
    WireReader reader = Raw.body(message, SIZE);
    reader.skip("Reserved", 6);
    return new FlushRequest(FileId.read(reader));
  }

  @Override
  public void write(WireWriter writer) {
    writer.u16(SIZE).u16(0).u32(0);
    file.write(writer);
  }
}
