package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * Writes to a file, [MS-SMB2] 2.2.21: 49 (2), offset of the data (2), length (4), offset (8), file
 * (16), channel (4), remaining (4), offset (2) and length (2) of a description of the channel,
 * flags (4), data.
 *
 * @param data a view of the message
 * @param offset to where, any number
 * @param file the file
 * @param channel 0: the message has the bytes
 * @param flags 1: the bytes have to be durable when the answer is sent
 */
public record WriteRequest(ByteBuffer data, long offset, FileId file, int channel, int flags)
    implements MessageBody {
  /** What is written has to be durable when the answer is sent. */
  public static final int WRITE_THROUGH = 1;

  private static final int SIZE = 49;
  private static final int DATA_OFFSET = Header.LENGTH + 48;

  /** Reads the message, which begins with its header. */
  public static WriteRequest read(ByteBuffer message) throws WireFormatException {
    WireReader reader = Raw.body(message, SIZE);
    int dataOffset = reader.u16("DataOffset");
    long length = reader.u32("Length");
    long offset = Raw.u64("Offset", reader);
    FileId file = FileId.read(reader);
    int channel = (int) reader.u32("Channel");
    reader.skip("RemainingBytes and WriteChannelInfo", 8);
    int flags = (int) reader.u32("Flags");
    ByteBuffer data = Raw.part("Data", message, dataOffset, length);
    return new WriteRequest(data, offset, file, channel, flags);
  }

  @Override
  public void write(WireWriter writer) {
    writer.u16(SIZE).u16(DATA_OFFSET).u32(data.remaining());
    Raw.u64(offset, writer);
    file.write(writer);
    writer.u32(channel & 0xFFFF_FFFFL).u32(0).u32(0).u32(flags & 0xFFFF_FFFFL).bytes(data);
  }
}
