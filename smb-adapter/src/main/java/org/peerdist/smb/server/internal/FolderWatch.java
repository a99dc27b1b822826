package org.peerdist.smb.server.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.peerdist.smb.protocol.Raw;
import org.peerdist.wire.WireWriter;

/** What changed in a folder since an open file was last told. Thread-safe. */
final class FolderWatch {
  /** POLICY: more changes than a client is told of; it lists the folder then. */
  private static final int MOST = 512;

  private static final int FIXED = 12;

  private final Queue<Change> changes = new ArrayDeque<>();
  private final Queue<Runnable> listeners = new ArrayDeque<>();
  private boolean lost;

  /**
   * A change.
   *
   * @param action 1 added, 2 removed, 3 modified
   * @param name in the folder
   */
  record Change(int action, String name) {}

  /** Adds a change, and tells who waits longest. */
  void add(Change change) {
    Runnable next;
    synchronized (this) {
      lost |= changes.size() >= MOST;
      if (!lost) {
        changes.add(change);
      }
      next = listeners.poll();
    }
    if (next != null) {
      next.run();
    }
  }

  /** More changed than anybody can tell. */
  void lose() {
    synchronized (this) {
      lost = true;
    }
    add(new Change(0, ""));
  }

  /** Has something run once when there is a change. */
  void onChange(Runnable listener) {
    synchronized (this) {
      if (changes.isEmpty() && !lost) {
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
   * Takes all changes, as FILE_NOTIFY_INFORMATION of [MS-FSCC] 2.7.1: where the next is (4), action
   * (4), length of the name (4), name; each begins at a multiple of four.
   *
   * @return nothing if there were too many, or they have no room
   */
  synchronized byte[] take(int most) {
    List<Change> all = new ArrayList<>(changes);
    boolean whole = !lost;
    changes.clear();
    lost = false;
    WireWriter writer = Raw.writer(256);
    for (int i = 0; i < all.size(); i++) {
      int length = 2 * all.get(i).name.length();
      int padded = FIXED + length + 3 & ~3;
      writer.u32(i == all.size() - 1 ? 0 : padded).u32(all.get(i).action).u32(length);
      writer.bytes(Raw.utf16(all.get(i).name));
      Raw.zeros(padded - FIXED - length, writer);
    }
    return whole && writer.length() <= most ? writer.toBytes().toByteArray() : new byte[0];
  }
}
