package org.peerdist.client.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Ends streams from which nothing comes for too long. Safe for use by many threads. */
final class IdleWatch {
  private static final long REST_SECONDS = 1;

  /** One for all, whose thread ends when there is nothing to watch: nobody can close it. */
  private static final ScheduledExecutorService TIMER = timer();

  private final long nanos;

  IdleWatch(Duration idle) {
    this.nanos = idle.toNanos();
  }

  private static ScheduledExecutorService timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "peerdist-origin-watch");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(REST_SECONDS, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    return timer;
  }

  /** The same stream, whose first byte has another time. */
  InputStream over(InputStream stream, Duration first) {
    return new Watched(stream, first.toNanos(), nanos);
  }

  /** A stream that is closed when a read takes too long. */
  private static final class Watched extends FilterInputStream {
    private final long later;
    private final ScheduledFuture<?> check;
    private volatile boolean reading;
    private volatile boolean late;
    private volatile long since;
    private volatile long most;

    Watched(InputStream stream, long first, long later) {
      super(stream);
      this.most = first;
      this.later = later;
      long period = Math.max(Math.min(first, later) / 4, 1_000_000);
      this.check = TIMER.scheduleAtFixedRate(this::check, period, period, TimeUnit.NANOSECONDS);
    }

    private void check() {
      if (reading && System.nanoTime() - since > most) {
        late = true;
        check.cancel(false);
        try {
          in.close();
        } catch (IOException e) {
          // It is given up anyway.
        }
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      since = System.nanoTime();
      reading = true;
      try {
        int count = in.read(into, offset, length);
        if (late) {
          throw new SocketTimeoutException("the origin was silent for too long");
        }
        most = later;
        return count;
      } catch (IOException e) {
        if (late) {
          throw new SocketTimeoutException("the origin was silent for too long");
        }
        throw e;
      } finally {
        reading = false;
      }
    }

    @Override
    public void close() throws IOException {
      check.cancel(false);
      super.close();
    }
  }
}
