package org.peerdist.jetty;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Receives the body of a request that is one message: at most so many bytes, within a time. Whoever
 * sends a byte now and then loses the connection.
 */
final class SmallBody implements Runnable {
  /** What happens with the body. One of the methods is called, once. */
  interface Receiver {
    /** All of it is there. */
    void received(ByteBuffer body);

    /** It is longer than any message. */
    void refused();

    /** The connection is lost. */
    void failed(Throwable failure);
  }

  private final Request request;
  private final int most;
  private final Duration timeout;
  private final Receiver receiver;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(128);
  private Scheduler.Task timer;

  private SmallBody(Request request, int most, Duration timeout, Receiver receiver) {
    this.request = request;
    this.most = most;
    this.timeout = timeout;
    this.receiver = receiver;
  }

  /**
   * Receives a body.
   *
   * @param request the request
   * @param most the most bytes that it may have
   * @param timeout the time after which the connection is closed
   * @param receiver takes the body, on this thread or another one
   */
  static void receive(Request request, int most, Duration timeout, Receiver receiver) {
    new SmallBody(request, most, timeout, receiver).run();
  }

  /** Reads what is there, and comes back when there is more. */
  @Override
  public void run() {
    if (request.getLength() > most) {
      receiver.refused();
      return;
    }
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        startTimer();
        request.demand(this);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        stopTimer();
        receiver.failed(chunk.getFailure());
        return;
      }
      boolean fits = append(chunk);
      boolean last = chunk.isLast();
      chunk.release();
      if (!fits || last) {
        end(fits);
        return;
      }
    }
  }

  private boolean append(Content.Chunk chunk) {
    if (body.size() + chunk.remaining() > most) {
      return false;
    }
    body.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
    return true;
  }

  private void end(boolean fits) {
    stopTimer();
    if (fits) {
      receiver.received(ByteBuffer.wrap(body.toByteArray()));
    } else {
      receiver.refused();
    }
  }

  private void startTimer() {
    if (timer == null) {
      Scheduler scheduler = request.getComponents().getScheduler();
      timer = scheduler.schedule(this::expire, timeout.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel();
    }
  }

  private void expire() {
    request
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint()
        .close(new TimeoutException("no whole request after " + timeout.toMillis() + " ms"));
  }
}
