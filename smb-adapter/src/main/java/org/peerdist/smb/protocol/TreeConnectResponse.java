package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * What a share is, [MS-SMB2] 2.2.10: 16 (2), type (1), reserved (1), flags (4), capabilities (4),
 * most access (4).
 *
 * @param type 1 disk, 2 pipe
 * @param flags of the share
 * @param access the most that this user may do
 */
public record TreeConnectResponse(int type, int flags, int access) implements MessageBody {
  /** A share with files. */
  public static final int DISK = 1;

  /** A share with named pipes. */
  public static final int PIPE = 2;

  /** Only encrypted requests are answered. */
  public static final int ENCRYPT_DATA = 0x8000;

  /** Clients are to keep no copies of their own of what they write. */
  public static final int NO_CACHING = 0x30;

  private static final int SIZE = 16;

  /** Reads the message, which begins with its header. */
  public static TreeConnectResponse read(ByteBuffer message) throws WireFormatException {
    WireReader reader = Raw.body(message, SIZE);
    int type = reader.u8("ShareType");
    reader.skip("Reserved", 1);
    int flags = (int) reader.u32("ShareFlags");
    reader.skip("Capabilities", 4);
    return new TreeConnectResponse(type, flags, (int) reader.u32("MaximalAccess"));
  }

  @Override
  public void write(WireWriter writer) {
    writer.u16(SIZE).u8(type).u8(0).u32(flags & 0xFFFF_FFFFL).u32(0).u32(access & 0xFFFF_FFFFL);
  }
}
