package org.peerdist.smb.pipe;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.wire.WireFormatException;

/**
 * A named pipe that a client has open: it writes calls, and reads what came of them. Thread-safe.
 */
public final class Pipe {
  /** The most bytes of a fragment. */
  public static final int MOST = 4280;

  /** POLICY: calls whose results nobody reads. */
  private static final int MOST_UNREAD = 256;

  private final RpcServer server;
  private final Queue<ByteBuffer> unread = new ArrayDeque<>();

  /** Opens a pipe to an interface. */
  public Pipe(Interface called) {
    server = new RpcServer(called);
  }

  /** Takes a message. */
  public synchronized void write(ByteBuffer message) throws StatusException {
    if (unread.size() > MOST_UNREAD) {
      throw new StatusException(NtStatus.INSUFFICIENT_RESOURCES);
    }
    try {
      unread.addAll(server.receive(message));
    } catch (WireFormatException e) {
      throw new StatusException(NtStatus.PIPE_DISCONNECTED);
    }
  }

  /**
   * Gives a message, or the first part of it.
   *
   * @param most how many bytes at most
   */
  public synchronized ByteBuffer read(int most) throws StatusException {
    ByteBuffer next = unread.peek();
    if (next == null) {
      // Each message is answered before the next request is read: nothing will ever come.
      throw new StatusException(NtStatus.PIPE_EMPTY);
    }
    int count = Math.min(most, next.remaining());
    ByteBuffer part = next.slice(next.position(), count);
    next.position(next.position() + count);
    if (!next.hasRemaining()) {
      unread.remove();
    }
    return part;
  }

  /** Whether the message that was read last has more. */
  public synchronized boolean hasMore() {
    return !unread.isEmpty() && unread.peek().position() > 0;
  }
}
