package org.peerdist.smb.server.internal;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.peerdist.smb.protocol.FileId;
import org.peerdist.smb.protocol.Header;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;

/** One request, and what is found out about it on the way to its answer. */
final class Exchange {
  private final Client client;
  private final Compound compound;
  private final Header header;
  private final byte[] frame;
  private final int offset;
  private final int length;
  private Session session;
  private Tree tree;
  private long sessionId;
  private int treeId;
  private boolean signed;
  private Consumer<ByteBuffer> whenSent;

  Exchange(Client client, Compound compound, Header header, byte[] frame, int offset, int length) {
    this.client = client;
    this.compound = compound;
    this.header = header;
    this.frame = frame;
    this.offset = offset;
    this.length = length;
    sessionId = header.sessionId();
    treeId = header.has(Header.ASYNC) ? 0 : header.treeId();
  }

  Client client() {
    return client;
  }

  Compound compound() {
    return compound;
  }

  Header header() {
    return header;
  }

  /** The message from its header on. */
  ByteBuffer message() {
    return ByteBuffer.wrap(frame, offset, length).slice();
  }

  byte[] frame() {
    return frame;
  }

  int offset() {
    return offset;
  }

  int length() {
    return length;
  }

  boolean isEncrypted() {
    return compound.sealedBy() != null;
  }

  boolean isLast() {
    return header.nextCommand() == 0;
  }

  /** The session, null if there is none. */
  Session session() {
    return session;
  }

  void setSession(Session found) {
    session = found;
    sessionId = found.id();
  }

  /** The connection to a share, null if there is none. */
  Tree tree() {
    return tree;
  }

  void setTree(Tree found) {
    tree = found;
    treeId = found.id();
  }

  long sessionId() {
    return sessionId;
  }

  int treeId() {
    return treeId;
  }

  /** Has the answer signed. */
  void sign() {
    signed = true;
  }

  boolean isSigned() {
    return signed && session != null && session.state() != null;
  }

  /** Whether the bytes of a file may go out as they are. */
  boolean isPlain() {
    return !isSigned() && !isEncrypted() && isLast() && compound.isFirst(this);
  }

  void whenSent(Consumer<ByteBuffer> action) {
    whenSent = action;
  }

  void sent(byte[] message) {
    if (whenSent != null) {
      whenSent.accept(ByteBuffer.wrap(message));
    }
  }

  /** The open file that the request names, or that of the request before. */
  Open open(FileId named) throws StatusException {
    Open open = session.open(compound.resolve(named, header), tree);
    compound.used(open.id());
    return open;
  }

  /** Checks that the client paid for what it asks, [MS-SMB2] 3.3.5.2.5. */
  void checkCharge(long bytes) throws StatusException {
    if (bytes > (long) header.charge() << 16) {
      throw new StatusException(NtStatus.INVALID_PARAMETER);
    }
  }

  /** The bytes that an answer may have: paid for, and not more than there can be. */
  int most(long wanted) throws StatusException {
    if (wanted > Limits.TRANSFER) {
      throw new StatusException(NtStatus.INVALID_PARAMETER);
    }
    checkCharge(wanted);
    return (int) wanted;
  }
}
