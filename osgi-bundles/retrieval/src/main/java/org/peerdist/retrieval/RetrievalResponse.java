package org.peerdist.retrieval;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.peerdist.content.SegmentId;

/**
 * What a server answers. It has to be closed when it was sent or sending failed: until then it
 * counts as an upload. Closing may happen more than once and on any thread.
 */
public final class RetrievalResponse implements AutoCloseable {
  private final ByteBuffer body;
  private final Duration delay;
  private final Optional<SegmentId> given;
  private final Runnable onClose;
  private final AtomicBoolean closed = new AtomicBoolean();

  RetrievalResponse(ByteBuffer body, Duration delay, Optional<SegmentId> given, Runnable onClose) {
    this.body = body;
    this.delay = delay;
    this.given = given;
    this.onClose = onClose;
  }

  /**
   * The body of the HTTP response.
   *
   * @return a new view of all of it
   */
  public ByteBuffer body() {
    return body.duplicate();
  }

  /**
   * How long to wait before it is sent, so that the limit of bytes per second is kept.
   *
   * @return zero if there is no such limit
   */
  public Duration delay() {
    return delay;
  }

  /**
   * The segment of which a block is in it.
   *
   * @return nothing if there is no block in it
   */
  public Optional<SegmentId> given() {
    return given;
  }

  /** Ends the upload. */
  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      onClose.run();
    }
  }
}
