package org.peerdist.integration;

import java.nio.ByteBuffer;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * An origin at the end of a thin line: all its answers together go out with no more than so many
 * bytes a second. Counts the bytes of contents, without hashes.
 */
public final class ThinLine extends Handler.Wrapper implements AutoCloseable {
  /** So much goes out before somebody else has a turn. */
  private static final int SLICE = 32 << 10;

  private final long bytesPerSecond;
  private final ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(1);
  private final AtomicLong contentBytes = new AtomicLong();
  private long freeAt = System.nanoTime();

  /**
   * Puts a line before an origin.
   *
   * @param origin the origin
   * @param bytesPerSecond what the line carries
   */
  public ThinLine(Handler origin, long bytesPerSecond) {
    super(origin);
    this.bytesPerSecond = bytesPerSecond;
  }

  /**
   * The bytes of contents that went over the line.
   *
   * @return all so far
   */
  public long contentBytes() {
    return contentBytes.get();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return super.handle(request, new Slow(request, response), callback);
  }

  /** When the line has carried so many bytes more. */
  private synchronized long reserve(long bytes) {
    long now = System.nanoTime();
    freeAt = Math.max(freeAt, now) + bytes * 1_000_000_000 / bytesPerSecond;
    return freeAt - now;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** An answer on the line. */
  private final class Slow extends Response.Wrapper {
    Slow(Request request, Response wrapped) {
      super(request, wrapped);
    }

    @Override
    public void write(boolean last, ByteBuffer data, Callback callback) {
      if (data == null || !data.hasRemaining()) {
        super.write(last, data, callback);
      } else {
        writeSlice(last, data, callback);
      }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // A write that fails tells its callback.
    private void writeSlice(boolean last, ByteBuffer data, Callback callback) {
      int length = Math.min(SLICE, data.remaining());
      ByteBuffer slice = data.slice(data.position(), length);
      data.position(data.position() + length);
      if (!"peerdist".equals(getHeaders().get(HttpHeader.CONTENT_ENCODING))) {
        contentBytes.addAndGet(length);
      }
      boolean end = !data.hasRemaining();
      Callback then =
          end ? callback : Callback.from(() -> writeSlice(last, data, callback), callback::failed);
      Runnable send = () -> super.write(last && end, slice, then);
      timer.schedule(send, reserve(length), TimeUnit.NANOSECONDS);
    }
  }
}
