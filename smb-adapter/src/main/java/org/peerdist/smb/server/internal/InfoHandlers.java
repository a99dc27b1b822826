package org.peerdist.smb.server.internal;

import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.OutputResponse;
import org.peerdist.smb.protocol.QueryDirectoryRequest;
import org.peerdist.smb.protocol.QueryInfoRequest;
import org.peerdist.smb.protocol.SetInfoRequest;
import org.peerdist.smb.protocol.SetInfoResponse;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/** QUERY_DIRECTORY, QUERY_INFO and SET_INFO, [MS-SMB2] 3.3.5.18, 3.3.5.20 and 3.3.5.21. */
final class InfoHandlers {
  private static final int LIST = 0x1;

  private InfoHandlers() {}

  static Reply queryDirectory(Exchange exchange) throws WireFormatException, StatusException {
    QueryDirectoryRequest request = QueryDirectoryRequest.read(exchange.message());
    int most = exchange.most(request.most());
    Open open = exchange.open(request.file());
    open.checkAccess(LIST);
    int flags = request.flags();
    int restart = QueryDirectoryRequest.RESTART | QueryDirectoryRequest.REOPEN;
    byte[] output =
        open.file()
            .queryDirectory(
                request.informationClass(),
                request.pattern(),
                (flags & restart) != 0,
                (flags & QueryDirectoryRequest.SINGLE) != 0,
                most);
    return answer(output);
  }

  static Reply queryInfo(Exchange exchange) throws WireFormatException, StatusException {
    QueryInfoRequest request = QueryInfoRequest.read(exchange.message());
    int most = exchange.most(request.most());
    Open open = exchange.open(request.file());
    return answer(
        switch (request.type()) {
          case QueryInfoRequest.FILE -> open.file().queryFile(request.informationClass(), most);
          case QueryInfoRequest.FILE_SYSTEM -> fileSystem(exchange, request, most);
          case QueryInfoRequest.SECURITY -> open.file().querySecurity(request.additional(), most);
          default -> throw new StatusException(NtStatus.NOT_SUPPORTED);
        });
  }

  private static byte[] fileSystem(Exchange exchange, QueryInfoRequest request, int most)
      throws StatusException {
    if (!(exchange.tree().place() instanceof Tree.Place.Files files)) {
      throw new StatusException(NtStatus.INVALID_DEVICE_REQUEST);
    }
    return files.share().files().queryFileSystem(request.informationClass(), most);
  }

  static Reply setInfo(Exchange exchange) throws WireFormatException, StatusException {
    SetInfoRequest request = SetInfoRequest.read(exchange.message());
    exchange.most(request.information().remaining());
    Open open = exchange.open(request.file());
    if (request.type() != QueryInfoRequest.FILE) {
      throw new StatusException(NtStatus.NOT_SUPPORTED);
    }
    open.file().setFile(request.informationClass(), request.information());
    return Answer.of(new SetInfoResponse());
  }

  private static Reply answer(byte[] output) {
    return Answer.of(new OutputResponse(Bytes.copyOf(output)));
  }
}
