package org.peerdist.smb.protocol;

import java.nio.ByteBuffer;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * Connects to a share, [MS-SMB2] 2.2.9: 9 (2), flags (2), offset (2) and length (2) of the path,
 * path. The extension of 3.1.1 is for clusters, and is not looked at.
 *
 * @param path server and share: {@code \\server\share}
 */
public record TreeConnectRequest(String path) implements MessageBody {
  private static final int SIZE = 9;

  /** Reads the message, which begins with its header. */
  public static TreeConnectRequest read(ByteBuffer message) throws WireFormatException {
    WireReader reader = Raw.body(message, SIZE);
    reader.skip("Flags", 2);
    int offset = reader.u16("PathOffset");
    int length = reader.u16("PathLength");
    ByteBuffer path = Raw.part("Path", message, offset, length);
    return new TreeConnectRequest(Raw.utf16("Path", path));
  }

  @Override
  public void write(WireWriter writer) {
    ByteBuffer bytes = Raw.utf16(path);
    writer.u16(SIZE).u16(0).u16(Header.LENGTH + SIZE - 1).u16(bytes.remaining()).bytes(bytes);
  }
}
