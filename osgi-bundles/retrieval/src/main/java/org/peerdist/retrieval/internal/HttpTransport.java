package org.peerdist.retrieval.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.peerdist.retrieval.Answer;
import org.peerdist.retrieval.FailureKind;
import org.peerdist.retrieval.HttpTransportSettings;
import org.peerdist.retrieval.RetrievalTransport;

/** Carries messages over HTTP/1.1, with connections that are kept open. */
public final class HttpTransport implements RetrievalTransport {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVICE_UNAVAILABLE = 503;

  private final HttpTransportSettings settings;
  private final ConnectionPool connections;

  /**
   * Creates a transport.
   *
   * @param settings its timeouts and limits
   */
  public HttpTransport(HttpTransportSettings settings) {
    this.settings = settings;
    this.connections = new ConnectionPool(settings);
  }

  @Override
  public Answer<ByteBuffer> exchange(InetSocketAddress peer, ByteBuffer request) {
    try {
      return judged(answer(peer, request, Deadline.after(settings.requestTimeout())));
    } catch (InterruptedIOException e) {
      // SPEC [MS-PCCRR] 3.1.6.1: when the request timer expires, the exchange is aborted.
      return failed(FailureKind.TIMEOUT, e);
    } catch (HttpException | MalformedChunkCodingException | MessageConstraintException e) {
      return failed(FailureKind.MALFORMED, e);
    } catch (IOException e) {
      return failed(FailureKind.REFUSED, e);
    }
  }

  /**
   * A peer may close a connection at rest at any time, and that shows in the next exchange. That
   * one is repeated, once, on a new connection: no request changes anything at the peer.
   */
  private HttpAnswer answer(InetSocketAddress peer, ByteBuffer request, Deadline deadline)
      throws IOException, HttpException {
    Optional<PeerConnection> kept = connections.take(peer);
    if (kept.isPresent()) {
      try {
        return exchange(peer, kept.get(), request, deadline);
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        if (!kept.get().wasStale()) {
          throw e;
        }
      }
    }
    return exchange(peer, connections.open(peer, deadline), request, deadline);
  }

  private HttpAnswer exchange(
      InetSocketAddress peer, PeerConnection connection, ByteBuffer request, Deadline deadline)
      throws IOException, HttpException {
    boolean complete = false;
    try {
      HttpAnswer answer = connection.exchange(request, deadline);
      complete = true;
      return answer;
    } finally {
      if (complete) {
        connections.giveBack(peer, connection);
      } else {
        connections.discard(connection);
      }
    }
  }

  private static Answer<ByteBuffer> judged(HttpAnswer answer) {
    if (answer.status() == TOO_MANY_REQUESTS || answer.status() == SERVICE_UNAVAILABLE) {
      return new Answer.Failed<>(FailureKind.BUSY, "HTTP status " + answer.status());
    } else if (answer.status() != 200) {
      return new Answer.Failed<>(FailureKind.REFUSED, "HTTP status " + answer.status());
    }
    return answer
        .body()
        .<Answer<ByteBuffer>>map(Answer.Given::new)
        .orElseGet(() -> new Answer.Failed<>(FailureKind.MALFORMED, "longer than any message"));
  }

  private static Answer<ByteBuffer> failed(FailureKind kind, Exception reason) {
    return new Answer.Failed<>(kind, reason.toString());
  }

  @Override
  public void close() {
    connections.close();
  }
}
