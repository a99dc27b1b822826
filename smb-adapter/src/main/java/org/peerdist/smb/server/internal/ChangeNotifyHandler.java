package org.peerdist.smb.server.internal;

import org.peerdist.smb.files.ChangeNotice;
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
    return open.file().path().isPresent()
        ? watch(exchange, open, request, most)
        : ask(exchange, open, request, most);
  }

  private static Reply watch(Exchange exchange, Open open, ChangeNotifyRequest request, int most)
      throws StatusException {
    Client client = exchange.client();
    FolderWatch watch = open.watch(client.service().watches(), request.tree(), request.filter());
    Pending pending = client.pend(exchange);
    Runnable ending = () -> pending.complete(Answer.error(NtStatus.NOTIFY_CLEANUP));
    Teller teller = new Teller(client, watch, pending, most);
    pending.onEnd(
        () -> {
          open.forget(ending);
          watch.forget(teller);
        });
    open.onClose(ending);
    watch.onChange(teller);
    return new Reply.Later(pending);
  }

  /** The answer of whoever has the folder is the answer, and comes in its own time. */
  private static Reply ask(Exchange exchange, Open open, ChangeNotifyRequest request, int most)
      throws StatusException {
    Client client = exchange.client();
    Pending pending = client.pend(exchange);
    Runnable ending = () -> pending.complete(Answer.error(NtStatus.NOTIFY_CLEANUP));
    Runnable cancel;
    try {
      cancel =
          open.file()
              .awaitChanges(
                  request.tree(),
                  request.filter(),
                  most,
                  notice -> pending.complete(answer(notice)));
    } catch (StatusException e) {
      boolean unused = client.endWaiting(pending);
      throw e;
    }
    // What comes of that may be changes, which nobody would be told of any more.
    pending.onCancel(cancel);
    pending.onEnd(
        () -> {
          open.forget(ending);
          cancel.run();
        });
    open.onClose(ending);
    return new Reply.Later(pending);
  }

  private static Answer answer(ChangeNotice notice) {
    // SPEC [MS-SMB2] 3.3.4.4: too many to tell, the client has to look itself; not an error.
    return notice.status() == NtStatus.SUCCESS || notice.status() == NtStatus.NOTIFY_ENUM_DIR
        ? Answer.of(notice.status(), new OutputResponse(notice.changes()))
        : Answer.error(notice.status());
  }

  /** Answers one request when there are changes; from any thread. */
  private record Teller(Client client, FolderWatch watch, Pending pending, int most)
      implements Runnable {
    @Override
    public void run() {
      client.output().post(this::tell);
    }

    private void tell() {
      if (!pending.isWaiting()) {
        // It was cancelled meanwhile: what it was woken for is for the next one.
        watch.wakeNext();
      } else if (watch.hasNews()) {
        pending.completeNow(answer());
      } else {
        // Another request was woken by an earlier change, and took this one with it.
        watch.onChange(this);
      }
    }

    private Answer answer() {
      try {
        return ChangeNotifyHandler.answer(ChangeNotice.of(Bytes.copyOf(watch.take(most))));
      } catch (StatusException e) {
        return ChangeNotifyHandler.answer(ChangeNotice.of(e.status()));
      }
    }
  }
}
