package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireWriter;

/**
 * The body of messages that say nothing more: 4 (2), reserved (2). LOGOFF, TREE_DISCONNECT, ECHO
 * and CANCEL, and the answers to these, FLUSH and LOCK.
 */
public record EmptyBody() implements MessageBody {
  private static final int SIZE = 4;

  /** Reads the message, which begins with its header. */
  public static EmptyBody read(ByteBuffer message) throws WireFormatException {
    Raw.body(message, SIZE).skip("Reserved", 2);
    return new EmptyBody();
  }

  @Override
  public void write(WireWriter writer) {
    writer.u16(SIZE).u16(0);
  }
}
