package org.peerdist.smb.protocol;

import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireWriter;

/**
 * The body of an answer that is an error, [MS-SMB2] 2.2.2: 9 (2), number of contexts (1), reserved
 * (1), length (4), data, one byte if there are none. In 3.1.1 data is in a context of its own:
 * length (4), id 0 (4), data.
 *
 * @param data what goes with the error
 * @param inContext whether data is in a context
 */
public record ErrorBody(Bytes data, boolean inContext) implements MessageBody {
  /** An error that says no more than its status. */
  public static final ErrorBody EMPTY = new ErrorBody(Bytes.EMPTY, false);

  private static final int SIZE = 9;
  private static final int CONTEXT = 8;

  @Override
  public void write(WireWriter writer) {
    if (data.length() == 0) {
      writer.u16(SIZE).u8(0).u8(0).u32(0).u8(0);
    } else if (inContext) {
      writer.u16(SIZE).u8(1).u8(0).u32(CONTEXT + data.length()).u32(data.length()).u32(0);
      writer.bytes(data);
    } else {
      writer.u16(SIZE).u8(0).u8(0).u32(data.length()).bytes(data);
    }
  }
}
