package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * Reads from a file, [MS-SMB2] 2.2.19: 49 (2), padding (1), flags (1), length (4), offset (8), file
 * (16), least (4), channel (4), remaining (4), offset (2) and length (2) of a description of the
 * channel, one byte.
 *
 * @param length how many bytes, unsigned in an int: negative is more than is possible
 * @param offset from where on, any number
 * @param file the file
 * @param least how few bytes are an error
 * @param channel 0: the answer has the bytes
 */
public record ReadRequest(int length, long offset, FileId file, long least, int channel)
    implements MessageBody {
  private static final int SIZE = 49;
  private static final int DATA_OFFSET = Header.LENGTH + ReadResponse.FIXED;

  /** Reads the message, which begins with its header. */
  public static ReadRequest read(ByteBuffer message) throws WireFormatException {
    WireReader reader = Raw.body(message, SIZE);
    reader.skip("Padding and Flags", 2);
    return new ReadRequest(
        (int) reader.u32("Length"),
        Raw.u64("Offset", reader),
        FileId.read(reader),
        reader.u32("MinimumCount"),
        (int) reader.u32("Channel"));
  }

  @Override
  public void write(WireWriter writer) {
    writer.u16(SIZE).u8(DATA_OFFSET).u8(0).u32(length & 0xFFFF_FFFFL);
    Raw.u64(offset, writer);
    file.write(writer);
    writer.u32(least).u32(channel & 0xFFFF_FFFFL).u32(0).u32(0).u8(0);
  }
}
