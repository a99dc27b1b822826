package org.peerdist.jetty;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.peerdist.origin.CodingRequest;
import org.peerdist.origin.Decision;
import org.peerdist.origin.HitMode;
import org.peerdist.origin.PassingContent;
import org.peerdist.origin.ResponseDecision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A response on its way out, and its end. It decides at the first write what becomes of it. */
final class PeerDistResponse extends Response.Wrapper implements Callback {
  private static final Logger LOG = LoggerFactory.getLogger(PeerDistHandler.class);

  private static final HttpField VARY = new HttpField(HttpHeader.VARY, CodingRequest.VARY);

  private enum State {
    UNDECIDED,
    PASS,
    TEE,
    HIT
  }

  private final PeerDistHandler handler;
  private final PeerDistRequest request;
  private final Callback callback;

  /** After a hit, the hashes and the handlers inside have to come to their ends. */
  private final AtomicInteger running = new AtomicInteger(2);

  private volatile Throwable hashesFailure;
  private State state = State.UNDECIDED;
  private PassingContent pass;

  PeerDistResponse(
      PeerDistHandler handler, PeerDistRequest request, Response response, Callback callback) {
    super(request, response);
    this.handler = handler;
    this.request = request;
    this.callback = callback;
  }

  @Override
  public void write(boolean last, ByteBuffer content, Callback written) {
    if (state == State.UNDECIDED && !isCommitted()) {
      begin(last, content, written);
      return;
    }
    switch (state) {
      case UNDECIDED, PASS -> super.write(last, content, written);
      case TEE -> tee(last, content, written);
      case HIT -> drop(content, written);
    }
  }

  private void begin(boolean last, ByteBuffer content, Callback written) {
    int status = getStatus() == 0 ? HttpStatus.OK_200 : getStatus();
    if (status < HttpStatus.OK_200) {
      super.write(last, content, written); // The response itself is still to come.
      return;
    }
    HttpFields.Mutable fields = getHeaders();
    long length = fields.getLongField(HttpHeader.CONTENT_LENGTH);
    if (length < 0 && last) {
      length = BufferUtil.length(content);
    }
    vary(status, fields);
    Decision decision =
        handler
            .decision()
            .decide(
                request.coding(),
                request.resource(),
                () -> handler.locate(request),
                status,
                fields::get,
                length);
    decision.fields().forEach(fields::put);
    LOG.debug("{}: {}", request.getHttpURI(), decision);
    if (decision instanceof Decision.Hit hit) {
      hit(hit, written);
    } else if (decision instanceof Decision.Miss miss) {
      miss(miss, last, content, written);
    } else {
      state = State.PASS;
      super.write(last, content, written);
    }
  }

  private static void vary(int status, HttpFields.Mutable fields) {
    // Not earlier: handlers inside put a Vary of their own.
    if (ResponseDecision.couldBeCoded(status, fields::get)) {
      fields.ensureField(VARY);
    }
  }

  private void miss(Decision.Miss miss, boolean last, ByteBuffer content, Callback written) {
    pass = miss.pass().orElse(null);
    state = pass == null ? State.PASS : State.TEE;
    write(last, content, written);
  }

  private void tee(boolean last, ByteBuffer content, Callback written) {
    if (content == null || !content.hasRemaining()) {
      super.write(last, content, written);
    } else {
      new TeeWrite(getWrapped(), pass, last, content, written).iterate();
    }
  }

  private void hit(Decision.Hit hit, Callback written) {
    state = State.HIT;
    ByteBuffer hashes = hit.hashes();
    getHeaders().put(HttpHeader.CONTENT_LENGTH, hashes.remaining());
    // The hashes first, so that the response is committed and nobody makes an error page of it.
    super.write(true, hashes, new HashesWritten(written));
  }

  private void drop(ByteBuffer content, Callback written) {
    if (handler.hitMode() == HitMode.ABORT) {
      written.failed(new HashesSent());
      return;
    }
    if (content != null) {
      content.position(content.limit());
    }
    written.succeeded();
  }

  /** One of the two ends of a hit. */
  private void end(Throwable failure) {
    if (failure != null) {
      hashesFailure = failure;
    }
    if (running.decrementAndGet() > 0) {
      return;
    }
    if (hashesFailure == null) {
      callback.succeeded();
    } else {
      callback.failed(hashesFailure);
    }
  }

  @Override
  public void succeeded() {
    switch (state) {
      case UNDECIDED -> {
        // Nothing was written: 304 and the like.
        if (!isCommitted()) {
          vary(getStatus() == 0 ? HttpStatus.OK_200 : getStatus(), getHeaders());
        }
        callback.succeeded();
      }
      case PASS -> callback.succeeded();
      case TEE -> {
        pass.complete();
        callback.succeeded();
      }
      case HIT -> end(null);
    }
  }

  @Override
  public void failed(Throwable failure) {
    switch (state) {
      case UNDECIDED, PASS -> callback.failed(failure);
      case TEE -> {
        LOG.debug("{}: no hashes", request.getHttpURI(), failure);
        pass.abort();
        callback.failed(failure);
      }
      // Whatever the handlers inside make of it, the client has got its answer.
      case HIT -> end(null);
    }
  }

  @Override
  public InvocationType getInvocationType() {
    return callback.getInvocationType();
  }

  /** The end of the hashes' way. */
  private final class HashesWritten implements Callback {
    private final Callback written;

    HashesWritten(Callback written) {
      this.written = written;
    }

    @Override
    public void succeeded() {
      end(null);
      drop(null, written);
    }

    @Override
    public void failed(Throwable failure) {
      end(failure);
      written.failed(failure);
    }

    @Override
    public InvocationType getInvocationType() {
      return written.getInvocationType();
    }
  }
}
