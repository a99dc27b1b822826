package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * Waits for changes in a folder, [MS-SMB2] 2.2.35: 32 (2), flags (2), most output (4), file (16),
 * filter (4), reserved (4).
 *
 * @param tree whether folders in the folder are meant, too
 * @param most the most bytes of output, unsigned
 * @param file the folder
 * @param filter which changes, a set of bits
 */
public record ChangeNotifyRequest(boolean tree, long most, FileId file, int filter)
    implements MessageBody {
  private static final int SIZE = 32;

  /** Reads the message, which begins with its header. */
  public static ChangeNotifyRequest read(ByteBuffer message) throws WireFormatException {
    WireReader reader = Raw.body(message, SIZE);
    boolean tree = (reader.u16("Flags") & 1) != 0;
    long most = reader.u32("OutputBufferLength");
    FileId file = FileId.read(reader);
    return new ChangeNotifyRequest(tree, most, file, (int) reader.u32("CompletionFilter"));
  }

  @Override
  public void write(WireWriter writer) {
    writer.u16(SIZE).u16(tree ? 1 : 0).u32(most);
    file.write(writer);
    writer.u32(filter & 0xFFFF_FFFFL).u32(0);
  }
}
