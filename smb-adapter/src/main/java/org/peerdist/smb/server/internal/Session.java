package org.peerdist.smb.server.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.peerdist.smb.login.Login;
import org.peerdist.smb.protocol.FileId;
import org.peerdist.smb.protocol.FrameCipher;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.PreauthHash;
import org.peerdist.smb.protocol.Signer;
import org.peerdist.smb.protocol.StatusException;

/** What one login of a client has. Used by its connection; only its end may come from elsewhere. */
final class Session {
  private final long id;
  private final AtomicLong fileIds;
  private final Map<Integer, Tree> trees = new ConcurrentHashMap<>();
  private final Map<FileId, Open> opens = new ConcurrentHashMap<>();
  private int lastTree;
  private Login login;
  private PreauthHash preauth = PreauthHash.START;
  private volatile SessionState state;
  private volatile boolean ended;

  Session(long id, AtomicLong fileIds) {
    this.id = id;
    this.fileIds = fileIds;
  }

  /**
   * What a login brought.
   *
   * @param user the name, in lower case
   * @param guest whether nothing was proved
   * @param signs whether requests are refused that are neither signed nor encrypted
   * @param encrypt whether unencrypted requests are refused
   * @param signer for messages, null for guests
   * @param opener for what the client encrypted, null if nothing is
   * @param sealer for what the server encrypts, null if nothing is
   */
  record SessionState(
      String user,
      boolean guest,
      boolean signs,
      boolean encrypt,
      Signer signer,
      FrameCipher opener,
      FrameCipher sealer) {}

  long id() {
    return id;
  }

  boolean isValid() {
    return state != null && !ended;
  }

  boolean hasEnded() {
    return ended;
  }

  SessionState state() {
    return state;
  }

  void begin(SessionState begun) {
    state = begun;
  }

  boolean isOf(Session other) {
    return isValid() && other.isValid() && state.user().equals(other.state.user());
  }

  /** The login that goes on; null if none does. */
  Login login() {
    return login;
  }

  void setLogin(Login next) {
    login = next;
  }

  PreauthHash preauth() {
    return preauth;
  }

  void setPreauth(PreauthHash next) {
    preauth = next;
  }

  /** Connects to a share. */
  Tree connect(Tree.Place place) throws StatusException {
    if (trees.size() >= Limits.TREES) {
      throw new StatusException(NtStatus.INSUFFICIENT_RESOURCES);
    }
    do {
      lastTree++;
    } while (lastTree == 0 || lastTree == -1 || trees.containsKey(lastTree));
    Tree tree = new Tree(lastTree, place);
    trees.put(tree.id(), tree);
    return tree;
  }

  /** The connection with an id, or null. */
  Tree tree(int treeId) {
    return trees.get(treeId);
  }

  void disconnect(Tree tree) {
    trees.remove(tree.id());
    opens.values().removeIf(open -> open.tree() == tree && closed(open));
  }

  private static boolean closed(Open open) {
    open.close();
    return true;
  }

  /** The id for a file to be opened, if there may be another one. */
  FileId nextFile() throws StatusException {
    if (opens.size() >= Limits.OPENS) {
      throw new StatusException(NtStatus.INSUFFICIENT_RESOURCES);
    }
    long next = fileIds.incrementAndGet();
    return new FileId(next, next);
  }

  void add(Open open) throws StatusException {
    opens.put(open.id(), open);
    if (ended) {
      // The end may have come before: nobody else would close this file.
      remove(open);
      throw new StatusException(NtStatus.USER_SESSION_DELETED);
    }
  }

  /** An open file. */
  Open open(FileId file, Tree tree) throws StatusException {
    Open open = opens.get(file);
    if (open == null || open.tree() != tree) {
      throw new StatusException(NtStatus.FILE_CLOSED);
    }
    return open;
  }

  void remove(Open open) {
    if (opens.remove(open.id()) != null) {
      open.close();
    }
  }

  void close() {
    ended = true;
    opens.values().forEach(this::remove);
    trees.clear();
  }
}
