package org.peerdist.smb.server.internal;

import java.util.List;
import org.peerdist.smb.files.OpenFile;
import org.peerdist.smb.protocol.EmptyBody;
import org.peerdist.smb.protocol.LockRequest;
import org.peerdist.smb.protocol.LockRequest.Range;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.wire.WireFormatException;

/** LOCK, [MS-SMB2] 3.3.5.14. */
final class LockHandler implements Handler {
  @Override
  public Reply handle(Exchange exchange) throws WireFormatException, StatusException {
    LockRequest request = LockRequest.read(exchange.message());
    Open open = exchange.open(request.file());
    OpenFile file = open.file();
    List<Range> ranges = request.ranges();
    if (ranges.get(0).has(Range.UNLOCK)) {
      unlock(file, ranges);
      exchange.client().service().locks().wake();
      return Answer.of(new EmptyBody());
    }
    Range first = ranges.get(0);
    boolean waits = ranges.stream().anyMatch(range -> !range.has(Range.FAIL_IMMEDIATELY));
    // SPEC [MS-SMB2] 3.3.5.14.2: only one range can be waited for.
    if (waits && ranges.size() > 1) {
      throw new StatusException(NtStatus.INVALID_PARAMETER);
    }
    try {
      lock(exchange, file, ranges);
      return Answer.of(new EmptyBody());
    } catch (StatusException e) {
      if (e.status() == NtStatus.LOCK_NOT_GRANTED && waits && exchange.isLast()) {
        return wait(exchange, open, first);
      }
      throw e;
    }
  }

  private static void unlock(OpenFile file, List<Range> ranges) throws StatusException {
    for (Range range : ranges) {
      if (range.flags() != Range.UNLOCK) {
        throw new StatusException(NtStatus.INVALID_PARAMETER);
      }
      file.unlock(range.offset(), range.length());
    }
  }

  /** All or none. */
  private static void lock(Exchange exchange, OpenFile file, List<Range> ranges)
      throws StatusException {
    int done = 0;
    try {
      for (Range range : ranges) {
        lock(file, range);
        done++;
      }
    } catch (StatusException e) {
      for (Range range : ranges.subList(0, done)) {
        file.unlock(range.offset(), range.length());
      }
      if (done > 0) {
        // Somebody may wait for what was locked for that moment.
        exchange.client().service().locks().wake();
      }
      throw e;
    }
  }

  private static void lock(OpenFile file, Range range) throws StatusException {
    int kind = range.flags() & ~Range.FAIL_IMMEDIATELY;
    if (kind != Range.SHARED && kind != Range.EXCLUSIVE) {
      throw new StatusException(NtStatus.INVALID_PARAMETER);
    }
    file.lock(range.offset(), range.length(), kind == Range.EXCLUSIVE);
  }

  private static Reply wait(Exchange exchange, Open open, Range range) throws StatusException {
    Client client = exchange.client();
    LockWaiters waiters = client.service().locks();
    Pending pending = client.pend(exchange);
    Runnable attempt = () -> client.output().post(() -> tryAgain(pending, range, open));
    Runnable ending = () -> pending.complete(Answer.error(NtStatus.RANGE_NOT_LOCKED));
    pending.onEnd(
        () -> {
          waiters.remove(attempt);
          open.forget(ending);
        });
    waiters.add(attempt);
    open.onClose(ending);
    // The other lock may have ended between the first attempt and now.
    attempt.run();
    return new Reply.Later(pending);
  }

  private static void tryAgain(Pending pending, Range range, Open open) {
    if (!pending.isWaiting()) {
      return;
    }
    try {
      lock(open.file(), range);
      pending.completeNow(Answer.of(new EmptyBody()));
    } catch (StatusException e) {
      if (e.status() == NtStatus.FILE_CLOSED) {
        pending.completeNow(Answer.error(NtStatus.RANGE_NOT_LOCKED));
      } else if (e.status() != NtStatus.LOCK_NOT_GRANTED) {
        pending.completeNow(Answer.error(e));
      }
    }
  }
}
