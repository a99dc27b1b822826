package org.peerdist.smb.server.internal;

import org.peerdist.smb.protocol.CloseRequest;
import org.peerdist.smb.protocol.CloseResponse;
import org.peerdist.smb.protocol.EmptyBody;
import org.peerdist.smb.protocol.FileTimes;
import org.peerdist.smb.protocol.FlushRequest;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.wire.WireFormatException;

/** CLOSE and FLUSH, [MS-SMB2] 3.3.5.10 and 3.3.5.11. */
final class FileHandlers {
  private static final int MAY_WRITE = 0x6;

  private FileHandlers() {}

  static Reply close(Exchange exchange) throws WireFormatException, StatusException {
    CloseRequest request = CloseRequest.read(exchange.message());
    Open open = exchange.open(request.file());
    boolean tell = request.tell() && !open.isPipe();
    FileTimes facts = tell ? CreateHandler.times(open.file().facts()) : FileTimes.NONE;
    exchange.session().remove(open);
    return Answer.of(new CloseResponse(tell, facts));
  }

  static Reply flush(Exchange exchange) throws WireFormatException, StatusException {
    FlushRequest request = FlushRequest.read(exchange.message());
    Open open = exchange.open(request.file());
    if (!open.isPipe()) {
      open.checkAccess(MAY_WRITE);
      open.file().flush();
    }
    return Answer.of(new EmptyBody());
  }
}
