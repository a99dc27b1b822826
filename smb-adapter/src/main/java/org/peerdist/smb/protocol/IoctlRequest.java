package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * A control, [MS-SMB2] 2.2.31: 57 (2), reserved (2), code (4), file (16), offset (4) and length (4)
 * of the input, most input in the answer (4), offset (4) and length (4) of output, most output (4),
 * flags (4), reserved (4), input.
 *
 * @param code which control
 * @param file the file, or all ones if it is about none
 * @param input a view of the message
 * @param most the most bytes that the answer may have, unsigned
 * @param flags 1: a control of the file system, the only kind there is
 */
public record IoctlRequest(int code, FileId file, ByteBuffer input, long most, int flags)
    implements MessageBody {
  /** FSCTL_DFS_GET_REFERRALS. */
  public static final int DFS_GET_REFERRALS = 0x00060194;

  /** FSCTL_DFS_GET_REFERRALS_EX. */
  public static final int DFS_GET_REFERRALS_EX = 0x000601B0;

  /** FSCTL_PIPE_TRANSCEIVE: writes to a pipe and reads the answer. */
  public static final int PIPE_TRANSCEIVE = 0x0011C017;

  /** FSCTL_VALIDATE_NEGOTIATE_INFO: did anybody change the negotiation? */
  public static final int VALIDATE_NEGOTIATE_INFO = 0x00140204;

  /** FSCTL_SRV_READ_HASH. */
  public static final int READ_HASH = 0x001441BB;

  private static final int SIZE = 57;
  private static final int INPUT_OFFSET = Header.LENGTH + 56;

  /** Reads the message, which begins with its header. */
  public static IoctlRequest read(ByteBuffer message) throws WireFormatException {
    WireReader reader = Raw.body(message, SIZE);
    reader.skip("Reserved", 2);
    int code = (int) reader.u32("CtlCode");
    FileId file = FileId.read(reader);
    long inputOffset = reader.u32("InputOffset");
    long inputCount = reader.u32("InputCount");
    reader.skip("MaxInputResponse, OutputOffset and OutputCount", 12);
    long most = reader.u32("MaxOutputResponse");
    int flags = (int) reader.u32("Flags");
    ByteBuffer input = Raw.part("Input", message, inputOffset, inputCount);
    return new IoctlRequest(code, file, input, most, flags);
  }

  @Override
  public void write(WireWriter writer) {
    writer.u16(SIZE).u16(0).u32(code & 0xFFFF_FFFFL);
    file.write(writer);
    writer.u32(INPUT_OFFSET).u32(input.remaining()).u32(0).u32(0).u32(0).u32(most);
    writer.u32(flags & 0xFFFF_FFFFL).u32(0).bytes(input);
  }
}
