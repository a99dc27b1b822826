package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * Closes a file, [MS-SMB2] 2.2.15: 24 (2), flags (2), reserved (4), file (16).
 *
 * @param tell whether the answer is to have what is known of the file
 * @param file the file
 */
public record CloseRequest(boolean tell, FileId file) implements MessageBody {
  private static final int SIZE = 24;

  /** Reads the message, which begins with its header. */
  public static CloseRequest read(ByteBuffer message) throws WireFormatException {
    WireReader reader = Raw.body(message, SIZE);
    boolean tell = (reader.u16("Flags") & 1) != 0;
    reader.skip("Reserved", 4);
    return new CloseRequest(tell, FileId.read(reader));
  }

  @Override
  public void write(WireWriter writer) {
    writer.u16(SIZE).u16(tell ? 1 : 0).u32(0);
    file.write(writer);
  }
}
