package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * A step of a login, [MS-SMB2] 2.2.5: 25 (2), flags (1), security mode (1), capabilities (4),
 * channel (4), offset (2) and length (2) of the token, previous session (8), token.
 *
 * @param flags 1: the session is to be bound to this connection, too
 * @param securityMode 1 signing enabled, 2 required
 * @param previousSession one of this client that is to end, or 0
 * @param token of GSS-API or NTLM
 */
public record SessionSetupRequest(int flags, int securityMode, long previousSession, Bytes token)
    implements MessageBody {
  /** The flag that binds a session to another connection. */
  public static final int BINDING = 1;

  private static final int SIZE = 25;

  /** Reads the message, which begins with its header. */
  public static SessionSetupRequest read(ByteBuffer message) throws WireFormatException {
    WireReader reader = Raw.body(message, SIZE);
    int flags = reader.u8("Flags");
    int securityMode = reader.u8("SecurityMode");
    reader.skip("Capabilities and Channel", 8);
    int offset = reader.u16("SecurityBufferOffset");
    int length = reader.u16("SecurityBufferLength");
    long previous = Raw.u64("PreviousSessionId", reader);
    ByteBuffer token = Raw.part("SecurityBuffer", message, offset, length);
    return new SessionSetupRequest(flags, securityMode, previous, Bytes.copyOf(token));
  }

  @Override
  public void write(WireWriter writer) {
    writer.u16(SIZE).u8(flags).u8(securityMode).u32(0).u32(0);
    writer.u16(Header.LENGTH + SIZE - 1).u16(token.length());
    Raw.u64(previousSession, writer);
    writer.bytes(token);
  }
}
