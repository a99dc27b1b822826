package org.peerdist.retrieval.internal;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.peerdist.retrieval.ResponseMessage;
import org.peerdist.retrieval.RetrievalServer;

/** An HTTP connection to a peer, for one thread at a time. */
final class PeerConnection implements Closeable {
  private static final int MAX_BODY = ResponseMessage.FRAME_LENGTH + ResponseMessage.MAX_LENGTH;
  private static final int BUFFER = 16_384;

  // POLICY: a head of more than 100 lines or lines of more than 8 KiB is not one of a peer.
  private static final Http1Config LIMITS =
      Http1Config.custom()
          .setBufferSize(BUFFER)
          .setMaxHeaderCount(100)
          .setMaxLineLength(8_192)
          .build();

  // POLICY: the longest request fits in the socket's buffer, so that a peer that does not read
  // can't block a write, for which there is no timeout.
  private static final int SEND_BUFFER = 262_144;

  // The limits are given twice: without a parser of its own, a connection forgets all of them but
  // the length of a line.
  private final DefaultBHttpClientConnection http =
      new DefaultBHttpClientConnection(
          LIMITS, null, null, null, null, null, new DefaultHttpResponseParserFactory(LIMITS));
  private final DeadlineSocket socket = new DeadlineSocket();
  private final String host;
  private boolean reused;
  private boolean answered;
  private long idleSince;

  private PeerConnection(InetSocketAddress peer) {
    this.host = hostHeader(peer);
  }

  private static String hostHeader(InetSocketAddress peer) {
    String name = peer.getHostString();
    int zone = name.indexOf('%');
    String address = zone < 0 ? name : name.substring(0, zone);
    return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + peer.getPort();
  }

  static PeerConnection open(InetSocketAddress peer, int connectTimeoutMillis, Deadline deadline)
      throws IOException {
    PeerConnection connection = new PeerConnection(peer);
    boolean open = false;
    try {
      InetSocketAddress resolved =
          peer.isUnresolved() ? new InetSocketAddress(peer.getHostString(), peer.getPort()) : peer;
      if (resolved.isUnresolved()) {
        throw new UnknownHostException(peer.getHostString());
      }
      DeadlineSocket socket = connection.socket;
      socket.setTcpNoDelay(true);
      socket.setSendBufferSize(SEND_BUFFER);
      socket.connect(resolved, Math.min(connectTimeoutMillis, deadline.remainingMillis()));
      connection.http.bind(socket);
      open = true;
      return connection;
    } finally {
      if (!open) {
        connection.close();
      }
    }
  }

  /**
   * Sends a message and reads the response.
   *
   * @return the body, or the HTTP status if that is not 200
   */
  HttpAnswer exchange(ByteBuffer message, Deadline deadline) throws IOException, HttpException {
    answered = false;
    socket.setDeadline(deadline);
    ClassicHttpRequest request = request(message);
    http.sendRequestHeader(request);
    http.sendRequestEntity(request);
    http.flush();
    ClassicHttpResponse response = http.receiveResponseHeader();
    answered = true;
    while (response.getCode() < 200) {
      response = http.receiveResponseHeader();
    }
    if (response.getCode() != 200) {
      close();
      return new HttpAnswer(response.getCode(), Optional.empty());
    }
    http.receiveResponseEntity(response);
    Optional<ByteBuffer> body = readBody(response.getEntity());
    boolean keep =
        body.isPresent()
            && DefaultConnectionReuseStrategy.INSTANCE.keepAlive(
                request, response, HttpCoreContext.create());
    if (!keep) {
      close();
    }
    return new HttpAnswer(200, body);
  }

  private ClassicHttpRequest request(ByteBuffer message) {
    byte[] bytes = new byte[message.remaining()];
    message.duplicate().get(bytes);
    ClassicHttpRequest request = new BasicClassicHttpRequest("POST", RetrievalServer.PATH);
    request.setHeader(HttpHeaders.HOST, host);
    request.setHeader(HttpHeaders.CONTENT_TYPE, "application/octet-stream");
    request.setHeader(HttpHeaders.CONTENT_LENGTH, bytes.length);
    request.setEntity(new ByteArrayEntity(bytes, ContentType.APPLICATION_OCTET_STREAM));
    return request;
  }

  /** Returns nothing if the body is longer than any message. */
  private static Optional<ByteBuffer> readBody(HttpEntity entity) throws IOException {
    if (entity == null) {
      return Optional.of(ByteBuffer.allocate(0));
    }
    long length = entity.getContentLength();
    if (length > MAX_BODY) {
      return Optional.empty();
    }
    // The stream is not closed here: closing would read on to the end of an endless body.
    InputStream input = entity.getContent();
    return length < 0 ? readToEnd(input) : Optional.of(readFully(input, (int) length));
  }

  private static ByteBuffer readFully(InputStream input, int length) throws IOException {
    byte[] body = new byte[length];
    int present = input.readNBytes(body, 0, length);
    if (present < length) {
      throw new ConnectionClosedException(present + " of " + length + " bytes came");
    }
    return ByteBuffer.wrap(body);
  }

  private static Optional<ByteBuffer> readToEnd(InputStream input) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream(BUFFER);
    byte[] part = new byte[BUFFER];
    for (int read = input.read(part); read >= 0; read = input.read(part)) {
      if (body.size() + read > MAX_BODY) {
        return Optional.empty();
      }
      body.write(part, 0, read);
    }
    return Optional.of(ByteBuffer.wrap(body.toByteArray()));
  }

  /** Whether the connection had been used before, and its last exchange got no answer at all. */
  boolean wasStale() {
    return reused && !answered;
  }

  boolean isOpen() {
    return http.isOpen();
  }

  /** Notes that nobody uses the connection from now on. */
  void rest() {
    idleSince = System.nanoTime();
    reused = true;
  }

  /** For how long nobody has used the connection. */
  long idleNanos() {
    return System.nanoTime() - idleSince;
  }

  /** Closes the connection at once; may be called by any thread. */
  @Override
  public void close() {
    http.close(CloseMode.IMMEDIATE);
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing is lost: the answer, if there was one, is complete.
    }
  }
}
