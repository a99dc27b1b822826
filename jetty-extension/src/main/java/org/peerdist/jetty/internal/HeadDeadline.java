package org.peerdist.jetty.internal;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections over which the head of a request, or the TLS handshake before it, does not
 * come in time. A limit of the time at rest does not do that: whoever sends a byte now and then is
 * never at rest. To be the outermost handler of a server for HTTP/1.1, and a bean of its
 * connectors.
 */
public final class HeadDeadline extends Handler.Wrapper implements Connection.Listener {
  private final long nanos;
  private final Map<EndPoint, Scheduler.Task> timers = new ConcurrentHashMap<>();

  /**
   * Creates it.
   *
   * @param time from when a connection is accepted, or the request before it is answered, to the
   *     end of the head
   * @param handler gets the requests
   */
  public HeadDeadline(Duration time, Handler handler) {
    super(handler);
    this.nanos = time.toNanos();
  }

  @Override
  public void onOpened(Connection connection) {
    start(Transport.of(connection));
  }

  @Override
  public void onClosed(Connection connection) {
    stop(Transport.of(connection));
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    EndPoint transport = Transport.of(request.getConnectionMetaData().getConnection());
    stop(transport);
    Request.addCompletionListener(request, failure -> start(transport));
    return super.handle(request, response, callback);
  }

  /** Begins to wait for a head. Over TLS there are two connections, and one time for both. */
  private void start(EndPoint transport) {
    if (transport.isOpen()) {
      timers.computeIfAbsent(
          transport,
          anew ->
              getServer()
                  .getScheduler()
                  .schedule(() -> expire(transport), nanos, TimeUnit.NANOSECONDS));
    }
  }

  private void stop(EndPoint transport) {
    Scheduler.Task timer = timers.remove(transport);
    if (timer != null) {
      timer.cancel();
    }
  }

  private void expire(EndPoint transport) {
    // Whoever stopped the timer a moment ago has a request.
    if (timers.remove(transport) != null) {
      transport.close(new TimeoutException("no request in time"));
    }
  }
}
