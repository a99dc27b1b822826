package org.peerdist.api.spi;

import java.util.function.Consumer;
import org.peerdist.api.PeerDistError;
import org.peerdist.api.PeerDistException;

/**
 * Whether something that was opened with a session can still be used: until it or its session is
 * closed, or the service can't be used any more. Safe for use by many threads.
 */
public final class HandleLife implements AutoCloseable {
  private final SessionLife session;
  private final Consumer<PeerDistException> end;
  private PeerDistException ended;

  HandleLife(SessionLife session, Consumer<PeerDistException> end) {
    this.session = session;
    this.end = end;
  }

  /**
   * Refuses what can't be done.
   *
   * @throws PeerDistException if this can't be used any more
   */
  public synchronized void check() throws PeerDistException {
    if (ended != null) {
      throw new PeerDistException(ended.error(), ended.getMessage());
    }
  }

  /**
   * Whether this can still be used.
   *
   * @return true until its end
   */
  public synchronized boolean isOpen() {
    return ended == null;
  }

  /** Ends it because what it is about is not there any more. */
  public void invalidate() {
    PeerDistException reason =
        new PeerDistException(PeerDistError.INVALIDATED, "this can't be used any more");
    end(reason, reason);
  }

  /** Ends it: what is under way is aborted, and what comes later refused. */
  @Override
  public void close() {
    end(
        new PeerDistException(PeerDistError.INVALID_HANDLE, "this is closed"),
        new PeerDistException(PeerDistError.OPERATION_ABORTED, "closed before it was done"));
    session.forget(this);
  }

  private void end(PeerDistException later, PeerDistException now) {
    boolean first;
    synchronized (this) {
      first = ended == null;
      // Closed is closed, whatever was before.
      ended = first || later.error() == PeerDistError.INVALID_HANDLE ? later : ended;
    }
    if (first) {
      end.accept(now);
    }
  }
}
