package org.peerdist.smb.server.internal;

import org.peerdist.smb.protocol.ChangeNotifyRequest;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.OutputResponse;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/** CHANGE_NOTIFY, [MS-SMB2] 3.3.5.19. */
final class ChangeNotifyHandler implements Handler {
  private static final int LIST = 0x1;

  @Override
  public Reply handle(Exchange exchange) throws WireFormatException, StatusException {
    ChangeNotifyRequest request = ChangeNotifyRequest.read(exchange.message());
    int most = exchange.most(request.most());
    Open open = exchange.open(request.file());
    open.checkAccess(LIST);
    if (!exchange.isLast()) {
      throw new StatusException(NtStatus.INTERNAL_ERROR);
    }
    Client client = exchange.client();
    FolderWatch watch = open.watch(client.service().watches(), request.tree(), request.filter());
    Pending pending = client.pend(exchange);
    Runnable ending = () -> pending.complete(Answer.error(NtStatus.NOTIFY_CLEANUP));
    Runnable told = () -> client.output().post(() -> tell(watch, pending, most));
    pending.onEnd(
        () -> {
          open.forget(ending);
          watch.forget(told);
        });
    open.onClose(ending);
    watch.onChange(told);
    return new Reply.Later(pending);
  }

  private static void tell(FolderWatch watch, Pending pending, int most) {
    if (!pending.isWaiting()) {
      return;
    }
    try {
      pending.completeNow(Answer.of(new OutputResponse(Bytes.copyOf(watch.take(most)))));
    } catch (StatusException e) {
      // SPEC [MS-SMB2] 3.3.4.4: too many to tell, the client has to look itself; not an error.
      pending.completeNow(
          e.status() == NtStatus.NOTIFY_ENUM_DIR
              ? Answer.of(e.status(), new OutputResponse(Bytes.EMPTY))
              : Answer.error(e));
    }
  }
}
