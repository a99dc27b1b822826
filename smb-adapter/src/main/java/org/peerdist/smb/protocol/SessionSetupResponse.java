package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * The answer to a step of a login, [MS-SMB2] 2.2.6: 9 (2), session flags (2), offset (2) and length
 * (2) of the token, token.
 *
 * @param flags 1 guest, 2 anonymous, 4 requests have to be encrypted
 * @param token of GSS-API or NTLM
 */
public record SessionSetupResponse(int flags, Bytes token) implements MessageBody {
  /** The user is a guest. */
  public static final int GUEST = 1;

  /** Requests have to be encrypted. */
  public static final int ENCRYPT = 4;

  private static final int SIZE = 9;

  /** Reads the message, which begins with its header. */
  public static SessionSetupResponse read(ByteBuffer message) throws WireFormatException {
    WireReader reader = Raw.body(message, SIZE);
    int flags = reader.u16("SessionFlags");
    int offset = reader.u16("SecurityBufferOffset");
    int length = reader.u16("SecurityBufferLength");
    ByteBuffer token = Raw.part("SecurityBuffer", message, offset, length);
    return new SessionSetupResponse(flags, Bytes.copyOf(token));
  }

  @Override
  public void write(WireWriter writer) {
    writer.u16(SIZE).u16(flags).u16(Header.LENGTH + SIZE - 1).u16(token.length()).bytes(token);
  }
}
