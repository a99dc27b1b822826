package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * A closed file, [MS-SMB2] 2.2.16: 60 (2), flags (2), reserved (4), times, sizes and attributes
 * (52).
 *
 * @param told whether the facts were asked for
 * @param facts of the file
 */
public record CloseResponse(boolean told, FileTimes facts) implements MessageBody {
  private static final int SIZE = 60;

  /** Reads the message, which begins with its header. */
  public static CloseResponse read(ByteBuffer message) throws WireFormatException {
    WireReader reader = Raw.body(message, SIZE);
    boolean told = (reader.u16("Flags") & 1) != 0;
    reader.skip("Reserved", 4);
    return new CloseResponse(told, FileTimes.read(reader));
  }

  @Override
  public void write(WireWriter writer) {
    writer.u16(SIZE).u16(told ? 1 : 0).u32(0);
    facts.write(writer);
  }
}
