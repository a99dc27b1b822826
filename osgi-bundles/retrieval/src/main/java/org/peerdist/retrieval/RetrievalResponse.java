package org.peerdist.retrieval;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a server answers. It has to be closed when it was sent or sending failed: until then it
 * counts as an upload. Closing may happen more than once and on any thread.
 */
public final class RetrievalResponse implements AutoCloseable {
  private final ByteBuffer body;
  private final Runnable onClose;
  private final AtomicBoolean closed = new AtomicBoolean();

  RetrievalResponse(ByteBuffer body, Runnable onClose) {
    this.body = body;
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

  /** Ends the upload. */
  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      onClose.run();
    }
  }
}
