package org.peerdist.smb.server.internal;

import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.smb.protocol.WriteRequest;
import org.peerdist.smb.protocol.WriteResponse;
import org.peerdist.wire.WireFormatException;

/** WRITE, [MS-SMB2] 3.3.5.13. */
final class WriteHandler implements Handler {
  private static final int MAY_WRITE = 0x6;

  /** INTEROP: no file of Windows is larger, and its clients expect this to be checked. */
  private static final long LARGEST = 0xFFF_FFFF_0000L;

  @Override
  public Reply handle(Exchange exchange) throws WireFormatException, StatusException {
    WriteRequest request = WriteRequest.read(exchange.message());
    int length = exchange.most(request.data().remaining());
    Open open = exchange.open(request.file());
    if (open.isPipe()) {
      open.pipe().write(request.data());
      return Answer.of(new WriteResponse(length));
    }
    boolean beyond = length > 0 && request.offset() > LARGEST - length;
    if (request.offset() < 0 || beyond || request.channel() != 0) {
      throw new StatusException(NtStatus.INVALID_PARAMETER);
    }
    open.checkAccess(MAY_WRITE);
    if (length > 0) {
      open.file().write(request.data(), request.offset());
    }
    if ((request.flags() & WriteRequest.WRITE_THROUGH) != 0) {
      open.file().flush();
    }
    return Answer.of(new WriteResponse(length));
  }
}
