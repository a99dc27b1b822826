package org.peerdist.smb.gateway;

import org.peerdist.smb.client.internal.LostException;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;

/**
 * Something that is open on another server, and is opened once more when the connection was lost,
 * if it is open only to be read and is what it was. Thread-safe.
 */
final class LastingHandle {
  private final RemoteShare share;
  private final RemoteWanted wanted;
  private final long fileId;

  /** Guarded by this. */
  private RemoteHandle handle;

  private boolean locked;
  private boolean closed;

  /**
   * Creates it.
   *
   * @param fileId what the server calls the file, if it may be opened once more
   */
  LastingHandle(RemoteShare share, RemoteWanted wanted, RemoteHandle handle, long fileId) {
    this.share = share;
    this.wanted = wanted;
    this.handle = handle;
    this.fileId = fileId;
  }

  /** Something that is done with what is open. */
  interface Action<T> {
    T run(RemoteHandle handle) throws LostException, StatusException;
  }

  /** Does something, once more if the connection was lost and nothing else was with it. */
  <T> T with(boolean repeatable, Action<T> action) throws StatusException {
    RemoteHandle now = handle();
    try {
      return action.run(now);
    } catch (LostException e) {
      StatusException lost = share.lost(now.connection(), e);
      if (!repeatable || !wanted.isRepeatable()) {
        throw lost;
      }
    }
    now = again(now);
    try {
      return action.run(now);
    } catch (LostException e) {
      throw share.lost(now.connection(), e);
    }
  }

  private synchronized RemoteHandle handle() throws StatusException {
    if (closed) {
      throw new StatusException(NtStatus.FILE_CLOSED);
    }
    return handle;
  }

  /** Opens the same file once more, unless somebody has done so meanwhile. */
  private synchronized RemoteHandle again(RemoteHandle lost) throws StatusException {
    if (handle() == lost) {
      if (locked) {
        throw new StatusException(NtStatus.FILE_CLOSED);
      }
      handle =
          share.with(
              true,
              connection -> {
                RemoteHandle opened = RemoteHandle.open(connection, wanted.request());
                if (opened.facts().fileId() != fileId) {
                  opened.closeQuietly();
                  throw new StatusException(NtStatus.FILE_CLOSED);
                }
                return opened;
              });
    }
    return handle;
  }

  /** Says that some of it is locked, which another open would not be. */
  synchronized void lock() {
    locked = true;
  }

  void close() {
    RemoteHandle last;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      last = handle;
    }
    share.close(last);
  }
}
