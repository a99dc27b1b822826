package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * Changes what is known of a file, [MS-SMB2] 2.2.39: 33 (2), type (1), class (1), length (4) and
 * offset (2) of the information, reserved (2), additional information (4), file (16), information.
 *
 * @param type as in {@link QueryInfoRequest}
 * @param informationClass which information
 * @param information a view of the message
 * @param file the file
 */
public record SetInfoRequest(int type, int informationClass, ByteBuffer information, FileId file)
    implements MessageBody {
  private static final int SIZE = 33;
  private static final int INFORMATION_OFFSET = Header.LENGTH + 32;

  /** Reads the message, which begins with its header. */
  public static SetInfoRequest read(ByteBuffer message) throws WireFormatException {
    WireReader reader = Raw.body(message, SIZE);
    int type = reader.u8("InfoType");
    int informationClass = reader.u8("FileInfoClass");
    long length = reader.u32("BufferLength");
    int offset = reader.u16("BufferOffset");
    reader.skip("Reserved and AdditionalInformation", 6);
    FileId file = FileId.read(reader);
    ByteBuffer information = Raw.part("Buffer", message, offset, length);
    return new SetInfoRequest(type, informationClass, information, file);
  }

  @Override
  public void write(WireWriter writer) {
    writer.u16(SIZE).u8(type).u8(informationClass).u32(information.remaining());
    writer.u16(INFORMATION_OFFSET).u16(0).u32(0);
    file.write(writer);
    writer.bytes(information);
  }
}
