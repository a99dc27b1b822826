package org.peerdist.smb.protocol;

import org.peerdist.wire.WireWriter;

/**
 * The body of an answer that is an error, [MS-SMB2] 2.2.2: 9 (2), number of contexts 0 (1),
 * reserved (1), length 0 (4), one byte.
 */
public record ErrorBody() implements MessageBody {
  private static final int SIZE = 9;

  @Override
  public void write(WireWriter writer) {
    writer.u16(SIZE).u8(0).u8(0).u32(0).u8(0);
  }
}
