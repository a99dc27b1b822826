package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * Asks about a file or its volume, [MS-SMB2] 2.2.37: 41 (2), type (1), class (1), most output (4),
 * offset (2) of the input, reserved (2), length (4) of the input, additional information (4), flags
 * (4), file (16), input. No class that is answered has input.
 *
 * @param type what it is about
 * @param informationClass which information
 * @param most the most bytes of output, unsigned
 * @param additional which parts of a security descriptor
 * @param file the file
 */
public record QueryInfoRequest(
    int type, int informationClass, long most, int additional, FileId file) implements MessageBody {
  /** About the file. */
  public static final int FILE = 1;

  /** About its volume. */
  public static final int FILE_SYSTEM = 2;

  /** About who may do what. */
  public static final int SECURITY = 3;

  private static final int SIZE = 41;

  /** Reads the message, which begins with its header. */
  public static QueryInfoRequest read(ByteBuffer message) throws WireFormatException {
    WireReader reader = Raw.body(message, SIZE);
    int type = reader.u8("InfoType");
    int informationClass = reader.u8("FileInfoClass");
    long most = reader.u32("OutputBufferLength");
    reader.skip("InputBuffer", 8);
    int additional = (int) reader.u32("AdditionalInformation");
    reader.skip("Flags", 4);
    return new QueryInfoRequest(type, informationClass, most, additional, FileId.read(reader));
  }

  @Override
  public void write(WireWriter writer) {
    writer.u16(SIZE).u8(type).u8(informationClass).u32(most).u32(0).u32(0);
    writer.u32(additional & 0xFFFF_FFFFL).u32(0);
    file.write(writer);
    writer.u8(0);
  }
}
