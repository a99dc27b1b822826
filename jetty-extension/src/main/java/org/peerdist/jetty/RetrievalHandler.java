package org.peerdist.jetty;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.peerdist.jetty.internal.EmptyAnswer;
import org.peerdist.retrieval.RequestMessage;
import org.peerdist.retrieval.RetrievalResponse;
import org.peerdist.retrieval.RetrievalServer;

/**
 * Mounts a retrieval server on Jetty ([MS-PCCRR] 2.1.1). It answers POST requests to {@link
 * RetrievalServer#PATH}, with or without the last slash and in any case of letters, and leaves all
 * other paths to other handlers.
 *
 * <p>SPEC [MS-PCCRR] 3.2.5.5: what is malformed gets no message in reply. The HTTP answer is then
 * 400 without a body.
 */
public final class RetrievalHandler extends Handler.Abstract {
  /** SPEC [MS-PCCRR] 3.2.2: the usual time for an upload. */
  public static final Duration DEFAULT_UPLOAD_TIMEOUT = Duration.ofSeconds(15);

  /**
   * For the connectors of peers, {@link
   * org.eclipse.jetty.server.HttpConfiguration#setHttpCompliance}.
   *
   * <p>INTEROP: clients that come to a link-local address may send its zone in the Host header,
   * which Jetty refuses otherwise.
   */
  public static final HttpCompliance COMPLIANCE =
      new HttpConfiguration()
          .getHttpCompliance()
          .with("PEERDIST", HttpCompliance.Violation.UNSAFE_HOST_HEADER);

  private static final String PATH_WITHOUT_SLASH =
      RetrievalServer.PATH.substring(0, RetrievalServer.PATH.length() - 1);

  private final RetrievalServer retrievalServer;
  private final Duration uploadTimeout;
  private final SeenPeers seen = new SeenPeers(InstantSource.system());

  /**
   * Creates a handler with the usual time for an upload.
   *
   * @param retrievalServer makes the answers
   */
  public RetrievalHandler(RetrievalServer retrievalServer) {
    this(retrievalServer, DEFAULT_UPLOAD_TIMEOUT);
  }

  /**
   * Creates a handler.
   *
   * @param retrievalServer makes the answers
   * @param uploadTimeout the time within which a request has to be received and, counted anew, the
   *     response to be sent; afterwards the connection is closed. At least a millisecond
   */
  public RetrievalHandler(RetrievalServer retrievalServer, Duration uploadTimeout) {
    if (uploadTimeout.toMillis() < 1) {
      throw new IllegalArgumentException("upload timeout " + uploadTimeout + " is too short");
    }
    this.retrievalServer = retrievalServer;
    this.uploadTimeout = uploadTimeout;
    addBean(new UploadCounters(retrievalServer, seen));
  }

  /**
   * Who asked.
   *
   * @return a list that goes on
   */
  public SeenPeers seen() {
    return seen;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    // INTEROP: paths of the Windows HTTP server don't tell upper case from lower case.
    if (!path.equalsIgnoreCase(RetrievalServer.PATH)
        && !path.equalsIgnoreCase(PATH_WITHOUT_SLASH)) {
      return false;
    }
    if (!HttpMethod.POST.is(request.getMethod())) {
      EmptyAnswer.onlyPost(response, callback);
      return true;
    }
    SmallBody.receive(
        request,
        RequestMessage.MAX_LENGTH,
        uploadTimeout,
        new Exchange(request, response, callback));
    return true;
  }

  /** One request and its answer. */
  private final class Exchange implements SmallBody.Receiver, Callback {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final AtomicBoolean ended = new AtomicBoolean();
    private RetrievalResponse answer;
    private volatile Scheduler.Task timer;

    Exchange(Request request, Response response, Callback callback) {
      this.request = request;
      this.response = response;
      this.callback = callback;
    }

    @Override
    public void received(ByteBuffer body) {
      Optional<RetrievalResponse> made = retrievalServer.respond(body);
      if (made.isEmpty()) {
        refused();
        return;
      }
      answer = made.get();
      String address = Request.getRemoteAddr(request);
      seen.saw(address, answer.body().remaining());
      answer.given().ifPresent(segment -> seen.gave(address, segment));
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/octet-stream");
      if (answer.delay().isZero()) {
        send();
      } else {
        later(this::send, answer.delay());
      }
    }

    private void send() {
      response.write(true, answer.body(), this);
      if (!ended.get()) {
        startTimer();
      }
    }

    @Override
    public void refused() {
      EmptyAnswer.send(HttpStatus.BAD_REQUEST_400, response, this);
    }

    @Override
    public void succeeded() {
      end();
      callback.succeeded();
    }

    @Override
    public void failed(Throwable failure) {
      end();
      callback.failed(failure);
    }

    private void end() {
      ended.set(true);
      stopTimer();
      if (answer != null) {
        answer.close();
      }
    }

    private void startTimer() {
      if (timer == null) {
        timer = later(this::expire, uploadTimeout);
        if (ended.get()) {
          stopTimer();
        }
      }
    }

    private Scheduler.Task later(Runnable task, Duration delay) {
      Scheduler scheduler = request.getComponents().getScheduler();
      return scheduler.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void stopTimer() {
      Scheduler.Task running = timer;
      if (running != null) {
        running.cancel();
        timer = null;
      }
    }

    /** SPEC [MS-PCCRR] 3.2.6.1: when the upload timer expires, the exchange is aborted. */
    private void expire() {
      if (!ended.get()) {
        request
            .getConnectionMetaData()
            .getConnection()
            .getEndPoint()
            .close(new TimeoutException("no end after " + uploadTimeout.toMillis() + " ms"));
      }
    }
  }
}
