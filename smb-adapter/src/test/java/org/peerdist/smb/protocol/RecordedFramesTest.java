package org.peerdist.smb.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.peerdist.wire.WireFormatException;

/** The messages of smbclient are read as what they are. */
class RecordedFramesTest {
  @Test
  void read_everyFrame_isUnderstood() throws WireFormatException {
    Set<Object> seen = new HashSet<>();
    for (byte[] frame : RecordedFrames.ofSmbclient()) {
      ByteBuffer message = ByteBuffer.wrap(frame);
      seen.add(read(Header.read(message), message));
    }
    assertThat(seen)
        .contains(
            new TreeConnectRequest("\\\\127.0.0.1\\data"),
            new TreeConnectRequest("\\\\127.0.0.1\\IPC$"))
        .anyMatch(one -> one instanceof CreateRequest create && create.name().equals("d\\i"))
        .anyMatch(one -> one instanceof NegotiateRequest all && all.dialects().contains(0x0311))
        .anyMatch(one -> one instanceof WriteRequest write && write.data().remaining() == 59)
        .anyMatch(one -> one instanceof QueryDirectoryRequest list && list.pattern().equals("*"));
  }

  private static Object read(Header header, ByteBuffer message) throws WireFormatException {
    return switch (Command.of(header.command()).orElseThrow()) {
      case NEGOTIATE -> NegotiateRequest.read(message);
      case SESSION_SETUP -> SessionSetupRequest.read(message);
      case TREE_CONNECT -> TreeConnectRequest.read(message);
      case CREATE -> CreateRequest.read(message);
      case CLOSE -> CloseRequest.read(message);
      case READ -> ReadRequest.read(message);
      case WRITE -> WriteRequest.read(message);
      case IOCTL -> IoctlRequest.read(message);
      case QUERY_DIRECTORY -> QueryDirectoryRequest.read(message);
      case QUERY_INFO -> QueryInfoRequest.read(message);
      case SET_INFO -> SetInfoRequest.read(message);
      case LOGOFF, TREE_DISCONNECT, ECHO, CANCEL -> EmptyBody.read(message);
      default -> throw new AssertionError(header);
    };
  }
}
