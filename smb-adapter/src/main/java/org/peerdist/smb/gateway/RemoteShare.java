package org.peerdist.smb.gateway;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.peerdist.smb.client.SmbAddress;
import org.peerdist.smb.client.internal.LostException;
import org.peerdist.smb.client.internal.SmbConnection;
import org.peerdist.smb.files.Access;
import org.peerdist.smb.files.CreateOptions;
import org.peerdist.smb.files.SharePath;
import org.peerdist.smb.gateway.internal.RemoteLink;
import org.peerdist.smb.protocol.CreateRequest;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder of a share of another server. Thread-safe. */
final class RemoteShare implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteShare.class);

  private static final int IMPERSONATION = 2;
  private static final int SHARE_ALL = 7;
  private static final int OPEN = 1;
  private static final int NON_DIRECTORY = CreateOptions.NON_DIRECTORY_FILE;

  private final RemoteLink link;
  private final String folder;
  private final RemoteWatches watches = new RemoteWatches(RemoteWatches.MOST);
  private final Semaphore closing = new Semaphore(RemoteFileTree.WAITERS);

  RemoteShare(RemoteLink link) {
    this.link = link;
    this.folder = link.address().path();
  }

  /** Something that is done with a connection. */
  interface Action<T> {
    T run(SmbConnection connection) throws LostException, StatusException;
  }

  /** The address of something in the folder. */
  SmbAddress address(String path) {
    return link.address().withPath(path);
  }

  /** Where something is in the share, which is not where it is in the folder. */
  String pathInShare(SharePath path) {
    String inner = String.join("\\", path.names());
    return folder.isEmpty() || inner.isEmpty() ? folder + inner : folder + "\\" + inner;
  }

  /** Where something is in the folder, of which it is known where it is in the share. */
  String pathInFolder(String path) {
    return folder.isEmpty() ? path : path.substring(Math.min(folder.length() + 1, path.length()));
  }

  /**
   * Does something, once more with a new connection if the old one turns out to be lost.
   *
   * @param repeatable whether it may be done twice
   * @throws StatusException with what the server said; HOST_UNREACHABLE if it is away
   */
  <T> T with(boolean repeatable, Action<T> action) throws StatusException {
    SmbConnection connection = connection();
    try {
      return action.run(connection);
    } catch (LostException e) {
      link.lost(connection);
      if (!repeatable) {
        throw unreachable(e);
      }
    }
    connection = connection();
    try {
      return action.run(connection);
    } catch (LostException e) {
      link.lost(connection);
      throw unreachable(e);
    }
  }

  private SmbConnection connection() throws StatusException {
    try {
      return link.connection();
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /** Says that a connection is lost. */
  StatusException lost(SmbConnection connection, LostException reason) {
    link.lost(connection);
    return unreachable(reason);
  }

  private StatusException unreachable(IOException reason) {
    LOG.debug("{}: {}", link.address(), reason.toString());
    return new StatusException(NtStatus.HOST_UNREACHABLE);
  }

  /** Who waits for changes in there. */
  RemoteWatches watches() {
    return watches;
  }

  /** Closes something; whether that is waited for depends on how many do so. */
  void close(RemoteHandle handle) {
    if (!closing.tryAcquire()) {
      handle.closeWithoutWaiting();
      return;
    }
    try {
      handle.close();
    } catch (LostException e) {
      link.lost(handle.connection());
    } catch (StatusException e) {
      LOG.debug("{}: closing is answered with {}", link.address(), e.status());
    } finally {
      closing.release();
    }
  }

  /** Opens a file that is there, to read it. */
  RemoteHandle openToRead(SmbConnection connection, String pathInShare)
      throws LostException, StatusException {
    return openThere(connection, pathInShare, Access.READ_DATA, NON_DIRECTORY);
  }

  /** Opens something that is there. */
  RemoteHandle openThere(SmbConnection connection, String pathInShare, int access, int options)
      throws LostException, StatusException {
    return RemoteHandle.open(
        connection,
        new CreateRequest(
            IMPERSONATION,
            access | Access.READ_ATTRIBUTES,
            0,
            SHARE_ALL,
            OPEN,
            options,
            pathInShare,
            List.of()));
  }

  /** Opens something to look at it, and closes it again. */
  <T> T look(String pathInShare, Look<T> look) throws StatusException {
    return with(
        true,
        connection -> {
          RemoteHandle handle = openThere(connection, pathInShare, Access.READ_ATTRIBUTES, 0);
          try {
            return look.at(handle);
          } finally {
            handle.closeQuietly();
          }
        });
  }

  /** Something that is asked of what is open. */
  interface Look<T> {
    T at(RemoteHandle handle) throws LostException, StatusException;
  }

  /** What is in a folder of the share, files in the states that they are in. */
  Listing list(String pathInShare) throws IOException {
    SmbConnection connection = link.connection();
    List<RemoteFileState> files = new ArrayList<>();
    List<String> folders = new ArrayList<>();
    for (SmbConnection.Entry entry : connection.list(pathInShare)) {
      if (entry.isFolder()) {
        folders.add(entry.path());
      } else {
        files.add(RemoteFileState.of(this, entry, connection.clockOffset()));
      }
    }
    return new Listing(files, folders);
  }

  /**
   * What is in a folder.
   *
   * @param files the files
   * @param folders the paths of the folders, in the share
   */
  record Listing(List<RemoteFileState> files, List<String> folders) {}

  /** The folder itself, in the share. */
  String folder() {
    return folder;
  }

  @Override
  public void close() {
    link.close();
  }
}
