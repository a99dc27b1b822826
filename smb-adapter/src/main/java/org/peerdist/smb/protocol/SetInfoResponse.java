package org.peerdist.smb.protocol;

import org.peerdist.wire.WireWriter;

/** The answer to SET_INFO, [MS-SMB2] 2.2.40: 2 (2). */
public record SetInfoResponse() implements MessageBody {
  private static final int SIZE = 2;

  @Override
  public void write(WireWriter writer) {
    writer.u16(SIZE);
  }
}
