package org.peerdist.smb.server.internal;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.peerdist.smb.information.FileChange;
import org.peerdist.smb.information.FileChanges;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What changed in a folder since a client was last told. Thread-safe. */
final class FolderWatch {
  private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

  /** POLICY: more changes than a client is told of; it lists the folder then. */
  private static final int MOST = 512;

  private final int filter;
  private final List<FileChange> changes = new ArrayList<>();
  private final Queue<Runnable> listeners = new ArrayDeque<>();
  private Closeable end = () -> {};
  private boolean lost;
  private boolean deleted;

  FolderWatch(int filter) {
    this.filter = filter;
  }

  void endWith(Closeable closeable) {
    end = closeable;
  }

  /** Adds changes, none if some were lost, and tells who waits longest. */
  void add(List<FileChange> more) {
    synchronized (this) {
      lost |= more.isEmpty();
      more.stream().filter(change -> change.matches(filter)).forEach(changes::add);
      if (changes.size() > MOST) {
        lost = true;
        changes.clear();
      }
    }
    wakeNext();
  }

  /** SPEC [MS-FSA] 2.1.5.15.4: nobody waits for changes in a folder that is to be deleted. */
  void folderGoes() {
    List<Runnable> all;
    synchronized (this) {
      deleted = true;
      all = List.copyOf(listeners);
      listeners.clear();
    }
    all.forEach(Runnable::run);
  }

  /** Whether there is something to take. */
  synchronized boolean hasNews() {
    return isWorthTelling();
  }

  /** Tells who waits longest if there is something to take. */
  void wakeNext() {
    Runnable next;
    synchronized (this) {
      next = isWorthTelling() ? listeners.poll() : null;
    }
    if (next != null) {
      next.run();
    }
  }

  private boolean isWorthTelling() {
    return deleted || lost || !changes.isEmpty();
  }

  /** Has something run once when there is a change. */
  void onChange(Runnable listener) {
    synchronized (this) {
      if (!isWorthTelling()) {
        listeners.add(listener);
        return;
      }
    }
    listener.run();
  }

  synchronized void forget(Runnable listener) {
    listeners.remove(listener);
  }

  /**
   * Takes all changes.
   *
   * @throws StatusException NOTIFY_ENUM_DIR if there were too many, or they have no room;
   *     DELETE_PENDING if the folder is to be deleted
   */
  byte[] take(int most) throws StatusException {
    List<FileChange> all;
    boolean whole;
    synchronized (this) {
      if (deleted) {
        throw new StatusException(NtStatus.DELETE_PENDING);
      }
      all = List.copyOf(changes);
      whole = !lost;
      changes.clear();
      lost = false;
    }
    if (!whole) {
      throw new StatusException(NtStatus.NOTIFY_ENUM_DIR);
    }
    return new FileChanges(all).encode(most);
  }

  void close() {
    try {
      end.close();
    } catch (IOException e) {
      LOG.debug("cannot end to watch", e);
    }
  }
}
