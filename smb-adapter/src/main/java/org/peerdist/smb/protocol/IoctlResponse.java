package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * The answer to a control, [MS-SMB2] 2.2.32: 49 (2), reserved (2), code (4), file (16), offset (4)
 * and length (4) of the input, offset (4) and length (4) of the output, flags (4), reserved (4),
 * output.
 *
 * @param code which control
 * @param file as in the request
 * @param output what the control said
 */
public record IoctlResponse(int code, FileId file, Bytes output) implements MessageBody {
  private static final int SIZE = 49;
  private static final int OUTPUT_OFFSET = Header.LENGTH + 48;

  /** Reads the message, which begins with its header. */
  public static IoctlResponse read(ByteBuffer message) throws WireFormatException {
    WireReader reader = Raw.body(message, SIZE);
    reader.skip("Reserved", 2);
    int code = (int) reader.u32("CtlCode");
    FileId file = FileId.read(reader);
    reader.skip("InputOffset and InputCount", 8);
    long offset = reader.u32("OutputOffset");
    long length = reader.u32("OutputCount");
    Bytes output = Bytes.copyOf(Raw.part("Output", message, offset, length));
    return new IoctlResponse(code, file, output);
  }

  @Override
  public void write(WireWriter writer) {
    writer.u16(SIZE).u16(0).u32(code & 0xFFFF_FFFFL);
    file.write(writer);
    writer.u32(OUTPUT_OFFSET).u32(0).u32(OUTPUT_OFFSET).u32(output.length());
    writer.u32(0).u32(0).bytes(output);
  }
}
