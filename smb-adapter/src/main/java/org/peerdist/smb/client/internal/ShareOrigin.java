package org.peerdist.smb.client.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.peerdist.api.ContentOrigin;
import org.peerdist.content.ContentRange;

/**
 * A file of a share as where its content is. Safe for use by many threads.
 *
 * @param file the file
 */
record ShareOrigin(RemoteFile file) implements ContentOrigin {
  /** POLICY: so much is asked for at once. */
  static final int RUN = 4 << 20;

  @Override
  public InputStream open(ContentRange range) {
    return new RangeStream(range);
  }

  /** A connection that is lost stays lost. */
  @Override
  public boolean mayRecover(IOException reason) {
    return false;
  }

  /** Reads large parts, of which the blocks are taken one by one. */
  private final class RangeStream extends InputStream {
    private final long end;
    private final ByteBuffer buffer;
    private long position;

    RangeStream(ContentRange range) {
      this.position = range.start();
      this.end = range.end();
      this.buffer = ByteBuffer.allocate((int) Math.min(RUN, range.length())).limit(0);
    }

    private boolean fill() throws IOException {
      if (!buffer.hasRemaining() && position < end) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
        file.read(position, buffer);
        position += buffer.flip().remaining();
      }
      return buffer.hasRemaining();
    }

    @Override
    public int read() throws IOException {
      return fill() ? buffer.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int count = Math.min(length, buffer.remaining());
      buffer.get(into, offset, count);
      return count;
    }
  }
}
