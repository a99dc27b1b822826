package org.peerdist.smb.client.internal;

import com.hierynomus.mssmb2.SMB2Packet;
import com.hierynomus.protocol.commons.buffer.Buffer;
import com.hierynomus.protocol.transport.TransportException;
import com.hierynomus.smbj.common.SMBRuntimeException;
import com.hierynomus.smbj.session.Session;
import com.hierynomus.smbj.share.TreeConnect;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import org.peerdist.smb.protocol.Command;
import org.peerdist.smb.protocol.Header;
import org.peerdist.smb.protocol.MessageBody;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.OutputResponse;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.wire.WireFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends requests to a share as they are, and gives the answers as they are. Thread-safe. */
public final class RawCalls {
  private static final Logger LOG = LoggerFactory.getLogger(RawCalls.class);

  /** What a server says that has forgotten who this is. */
  private static final Set<NtStatus> FORGOTTEN =
      EnumSet.of(
          NtStatus.USER_SESSION_DELETED,
          NtStatus.NETWORK_SESSION_EXPIRED,
          NtStatus.NETWORK_NAME_DELETED);

  /** POLICY: so often, it is looked whether the connection is still there. */
  private static final long LOOK_MILLIS = 100;

  private final Session session;
  private final TreeConnect tree;
  private final SocketWatch socket;
  private final AnswerWatch answers;
  private final Duration timeout;

  RawCalls(TreeConnect tree, SocketWatch socket, AnswerWatch answers, Duration timeout) {
    this.session = tree.getSession();
    this.tree = tree;
    this.socket = socket;
    this.answers = answers;
    this.timeout = timeout;
  }

  /** A request that is on its way. */
  public final class Call {
    private final Future<SMB2Packet> answer;
    private volatile boolean lost;

    private Call(Future<SMB2Packet> answer) {
      this.answer = answer;
    }

    /**
     * Waits for the answer.
     *
     * @return the message with its header
     * @throws StatusException if it is an error
     * @throws LostException if there will be none
     */
    public ByteBuffer await() throws LostException, StatusException {
      if (lost) {
        throw new LostException("the connection is lost", null);
      }
      try {
        SMB2Packet packet = get();
        int status = (int) packet.getHeader().getStatusCode();
        ByteBuffer message = message(packet);
        if (status != NtStatus.SUCCESS.value()) {
          throw error(status, message);
        }
        return message;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LostException("interrupted", e);
      } catch (ExecutionException e) {
        throw new LostException("the connection is lost: " + e.getCause(), e);
      } catch (TimeoutException e) {
        throw new LostException("no answer in " + timeout.toSeconds() + " s", e);
      }
    }

    /** What was sent after the end of the connection has no answer, and nobody says so. */
    private SMB2Packet get() throws InterruptedException, ExecutionException, TimeoutException {
      for (long waited = 0; waited < timeout.toMillis(); waited += LOOK_MILLIS) {
        boolean ended = socket.isEnded();
        try {
          return answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
          if (ended || !isTimeout(e)) {
            throw e;
          }
        }
      }
      throw new TimeoutException();
    }

    /**
     * Has something run once, when {@link #await} does not wait any more. However long that takes,
     * no thread waits for it.
     *
     * @param listener must not wait, for all other answers wait for it
     */
    public void whenEnded(Runnable listener) {
      answers.add(
          new AnswerWatch.Awaited() {
            @Override
            public boolean isAnswered() {
              return Call.this.isAnswered();
            }

            @Override
            public void end(boolean answered) {
              lost = !answered;
              listener.run();
            }
          });
    }

    /** Of what is cancelled, smbj says that it is done, but the answer comes later. */
    private boolean isAnswered() {
      if (!answer.isCancelled()) {
        return answer.isDone();
      }
      try {
        return answer.get(1, TimeUnit.NANOSECONDS) != null;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      } catch (ExecutionException | TimeoutException e) {
        return false;
      }
    }

    /** Asks for an answer now, whatever it is; nothing if there is one, or will be none. */
    public void cancel() {
      if (lost || socket.isEnded()) {
        return;
      }
      try {
        boolean unused = answer.cancel(true);
      } catch (SMBRuntimeException e) {
        LOG.debug("nothing is cancelled where there is no connection: {}", e.toString());
      }
    }
  }

  /** smbj has another exception for this than the JDK. */
  private static boolean isTimeout(ExecutionException e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof TimeoutException;
  }

  private static ByteBuffer message(SMB2Packet packet) {
    Buffer<?> buffer = packet.getBuffer();
    int start = packet.getHeader().getHeaderStartPosition();
    int end = packet.getHeader().getMessageEndPosition();
    return ByteBuffer.wrap(buffer.array(), start, Math.max(Header.LENGTH, end - start)).slice();
  }

  private static StatusException error(int number, ByteBuffer message) throws LostException {
    NtStatus status = NtStatus.of(number).orElse(NtStatus.UNEXPECTED_IO_ERROR);
    if (FORGOTTEN.contains(status)) {
      throw new LostException("the server has ended the session", null);
    }
    if (status == NtStatus.UNEXPECTED_IO_ERROR) {
      LOG.debug("the server said 0x{}", Integer.toHexString(number));
    }
    return new StatusException(status, partOf(status, message));
  }

  /** What fitted of an answer that is too long. */
  private static byte[] partOf(NtStatus status, ByteBuffer message) {
    if (status != NtStatus.BUFFER_OVERFLOW) {
      return new byte[0];
    }
    try {
      return OutputResponse.read(message).output().toByteArray();
    } catch (WireFormatException e) {
      return new byte[0];
    }
  }

  /**
   * Sends a request.
   *
   * @param command what it is
   * @param payload the bytes that it or its answer are to have besides what is fixed
   * @param body makes it for as many of these bytes as are possible now
   * @throws LostException if the connection is lost
   */
  public Call send(Command command, int payload, IntFunction<MessageBody> body)
      throws LostException {
    if (socket.isEnded()) {
      throw new LostException("the connection is lost", null);
    }
    try {
      return new Call(
          session.send(
              new RawRequest(
                  tree.getNegotiatedProtocol().getDialect(),
                  command,
                  session.getSessionId(),
                  tree.getTreeId(),
                  payload,
                  body)));
    } catch (TransportException | SMBRuntimeException e) {
      throw new LostException("the connection is lost: " + e, e);
    }
  }

  /** Sends a request without bytes of any number, and waits for its answer. */
  public ByteBuffer call(Command command, MessageBody body) throws LostException, StatusException {
    return send(command, 1, most -> body).await();
  }

  /** The most bytes that an answer to a question may have. */
  public int mostOutput() {
    return tree.getNegotiatedProtocol().getMaxTransactSize();
  }

  /** The most bytes of one read. */
  public int mostRead() {
    return tree.getNegotiatedProtocol().getMaxReadSize();
  }

  /** The most bytes of one write. */
  public int mostWrite() {
    return tree.getNegotiatedProtocol().getMaxWriteSize();
  }
}
