package org.peerdist.smb.server.internal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.peerdist.smb.protocol.IoctlRequest;
import org.peerdist.smb.protocol.IoctlResponse;
import org.peerdist.smb.protocol.NegotiateRequest;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.Raw;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;

/** IOCTL, [MS-SMB2] 3.3.5.15. */
final class IoctlHandler implements Handler {
  private static final int FILE_SYSTEM_CONTROL = 1;

  @Override
  public Reply handle(Exchange exchange)
      throws WireFormatException, StatusException, ProtocolViolation {
    IoctlRequest request = IoctlRequest.read(exchange.message());
    if (request.flags() != FILE_SYSTEM_CONTROL) {
      throw new StatusException(NtStatus.NOT_SUPPORTED);
    }
    exchange.checkCharge(Math.max(request.input().remaining(), request.most()));
    int most = exchange.most(request.most());
    return switch (request.code()) {
      case IoctlRequest.VALIDATE_NEGOTIATE_INFO -> validate(exchange, request);
      case IoctlRequest.DFS_GET_REFERRALS, IoctlRequest.DFS_GET_REFERRALS_EX ->
          throw new StatusException(NtStatus.FS_DRIVER_REQUIRED);
      case IoctlRequest.PIPE_TRANSCEIVE -> transceive(exchange, request, most);
      case IoctlRequest.READ_HASH -> readHash(exchange, request, most);
      default -> refuse(exchange, request);
    };
  }

  private static Reply refuse(Exchange exchange, IoctlRequest request) throws StatusException {
    // That there is no such file matters more than that there is no such control.
    exchange.open(request.file());
    throw new StatusException(NtStatus.INVALID_DEVICE_REQUEST);
  }

  private static Reply answer(IoctlRequest request, Open open, byte[] output) {
    return Answer.of(new IoctlResponse(request.code(), open.id(), Bytes.copyOf(output)));
  }

  private static Reply readHash(Exchange exchange, IoctlRequest request, int most)
      throws StatusException {
    if (!(exchange.tree().place() instanceof Tree.Place.Files files)) {
      throw new StatusException(NtStatus.INVALID_DEVICE_REQUEST);
    }
    Open open = exchange.open(request.file());
    Client client = exchange.client();
    byte[] output =
        client
            .service()
            .hashes()
            .readHash(
                files.share(), open.file(), request.input(), client.negotiated().dialect(), most);
    if (output.length > most) {
      throw new IllegalStateException("a hash of " + output.length + " bytes, not " + most);
    }
    return answer(request, open, output);
  }

  private static Reply transceive(Exchange exchange, IoctlRequest request, int most)
      throws StatusException {
    Open open = exchange.open(request.file());
    open.pipe().write(request.input());
    ByteBuffer data = open.pipe().read(most);
    IoctlResponse response = new IoctlResponse(request.code(), open.id(), Bytes.copyOf(data));
    NtStatus status = open.pipe().hasMore() ? NtStatus.BUFFER_OVERFLOW : NtStatus.SUCCESS;
    return Answer.of(status, response);
  }

  /** Capabilities (4), client (16), security mode (2), number of dialects (2), each (2). */
  private static Reply validate(Exchange exchange, IoctlRequest request)
      throws WireFormatException, StatusException, ProtocolViolation {
    Negotiated negotiated = exchange.client().negotiated();
    WireReader reader = Raw.reader(request.input());
    int capabilities = (int) reader.u32("Capabilities");
    Bytes guid = reader.bytes("Guid", NegotiateRequest.GUID_LENGTH);
    int securityMode = reader.u16("SecurityMode");
    int count = reader.u16("DialectCount");
    reader.need("Dialects", 2L * count);
    List<Integer> dialects = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      dialects.add(reader.u16("Dialect"));
    }
    NegotiateRequest first = negotiated.request();
    if (capabilities != first.capabilities()
        || !guid.equals(first.client())
        || securityMode != first.securityMode()
        || !dialects.equals(first.dialects())) {
      throw new ProtocolViolation("the negotiation was changed on its way");
    }
    if (request.most() < NegotiateRequest.GUID_LENGTH + 8) {
      throw new StatusException(NtStatus.BUFFER_TOO_SMALL);
    }
    Bytes output =
        Raw.writer(24)
            .u32(negotiated.capabilities())
            .bytes(exchange.client().service().guid())
            .u16(negotiated.securityMode())
            .u16(negotiated.dialect().revision())
            .toBytes();
    return Answer.of(new IoctlResponse(request.code(), request.file(), output));
  }
}
