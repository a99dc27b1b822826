package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import java.util.List;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * An open file, [MS-SMB2] 2.2.14: 89 (2), oplock (1), flags (1), action (4), times, sizes and
 * attributes (52), reserved (4), file (16), offset (4) and length (4) of the contexts, contexts. No
 * oplock is ever granted.
 *
 * @param action 0 superseded, 1 opened, 2 created, 3 overwritten
 * @param facts of the file
 * @param file what to call it
 * @param contexts answers to further wishes
 */
public record CreateResponse(int action, FileTimes facts, FileId file, List<CreateContext> contexts)
    implements MessageBody {
  private static final int SIZE = 89;
  private static final int CONTEXTS_OFFSET = Header.LENGTH + 88;

  public CreateResponse {
    contexts = List.copyOf(contexts);
  }

  /** Reads the message, which begins with its header. */
  public static CreateResponse read(ByteBuffer message) throws WireFormatException {
    WireReader reader = Raw.body(message, SIZE);
    reader.skip("OplockLevel and Flags", 2);
    int action = (int) reader.u32("CreateAction");
    FileTimes facts = FileTimes.read(reader);
    reader.skip("Reserved2", 4);
    FileId file = FileId.read(reader);
    long offset = reader.u32("CreateContextsOffset");
    long length = reader.u32("CreateContextsLength");
    ByteBuffer contexts = Raw.part("CreateContexts", message, offset, length);
    return new CreateResponse(action, facts, file, CreateContext.readAll(contexts));
  }

  @Override
  public void write(WireWriter writer) {
    WireWriter list = Raw.writer(64);
    CreateContext.writeAll(contexts, list);
    writer.u16(SIZE).u8(0).u8(0).u32(action);
    facts.write(writer);
    writer.u32(0);
    file.write(writer);
    writer.u32(list.length() == 0 ? 0 : CONTEXTS_OFFSET).u32(list.length());
    writer.bytes(list.toByteBuffer());
  }
}
