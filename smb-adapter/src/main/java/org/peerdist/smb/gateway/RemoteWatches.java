package org.peerdist.smb.gateway;

import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.peerdist.smb.client.internal.LostException;
import org.peerdist.smb.client.internal.RawCalls;
import org.peerdist.smb.files.ChangeNotice;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.OutputResponse;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/** Requests that wait on another server for changes in its folders. Thread-safe. */
final class RemoteWatches {
  /**
   * POLICY: so many may wait there at once. To that server, all clients are one, of whom Windows
   * and Samba take no more than 512.
   */
  static final int MOST = 256;

  private final int most;
  private final Semaphore free;

  /**
   * Creates it.
   *
   * @param most how many may wait at once
   */
  RemoteWatches(int most) {
    this.most = most;
    this.free = new Semaphore(most);
  }

  /** How many wait now. */
  int waiting() {
    return most - free.availablePermits();
  }

  /** Sends the request. */
  interface Request {
    RawCalls.Call send() throws StatusException;
  }

  /**
   * Begins to wait.
   *
   * @param room the most bytes of the answer
   * @param listener is told once what came of it; must not block
   * @return asks for an end of it
   * @throws StatusException if that can't be waited for
   */
  Runnable begin(Request request, int room, Consumer<ChangeNotice> listener)
      throws StatusException {
    if (!free.tryAcquire()) {
      throw new StatusException(NtStatus.INSUFFICIENT_RESOURCES);
    }
    RawCalls.Call call = null;
    try {
      call = request.send();
    } finally {
      if (call == null) {
        free.release();
      }
    }
    RawCalls.Call sent = call;
    sent.whenEnded(
        () -> {
          free.release();
          listener.accept(notice(sent, room));
        });
    return sent::cancel;
  }

  private static ChangeNotice notice(RawCalls.Call call, int room) {
    try {
      Bytes changes = OutputResponse.read(call.await()).output();
      boolean fits = changes.length() > 0 && changes.length() <= room;
      return fits ? ChangeNotice.of(changes) : ChangeNotice.of(NtStatus.NOTIFY_ENUM_DIR);
    } catch (StatusException e) {
      return ChangeNotice.of(e.status());
    } catch (LostException | WireFormatException e) {
      // Nobody knows what changed: whoever looks again sees whether there is a connection.
      return ChangeNotice.of(NtStatus.NOTIFY_ENUM_DIR);
    }
  }
}
