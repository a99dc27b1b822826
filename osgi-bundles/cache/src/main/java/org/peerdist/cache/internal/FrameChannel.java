package org.peerdist.cache.internal;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * Messages on a connection: a length of four bytes, and so many bytes. For one thread at a time;
 * any thread may close it.
 */
final class FrameChannel implements Closeable {
  /** POLICY: more than the largest block with the longest description of its segment. */
  static final int MOST = 256 * 1024;

  private final SocketChannel connection;
  private final ByteBuffer length = ByteBuffer.allocate(4);
  private final ByteBuffer message = ByteBuffer.allocateDirect(MOST);

  FrameChannel(SocketChannel connection) {
    this.connection = connection;
  }

  /**
   * Waits for the next message.
   *
   * @return its bytes, until the next call
   * @throws EOFException if there is none
   * @throws IOException if the connection fails, or the message is too long
   */
  ByteBuffer read() throws IOException {
    fill(length.clear());
    int size = length.getInt(0);
    if (size < 0 || size > MOST) {
      throw new IOException("a message of " + Integer.toUnsignedLong(size) + " bytes");
    }
    fill(message.clear().limit(size));
    return message.flip().asReadOnlyBuffer();
  }

  private void fill(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (connection.read(buffer) < 0) {
        throw new EOFException("the connection ends");
      }
    }
  }

  /** Sends a message that consists of some parts. */
  void write(ByteBuffer... parts) throws IOException {
    int size = Arrays.stream(parts).mapToInt(ByteBuffer::remaining).sum();
    ByteBuffer[] all = new ByteBuffer[parts.length + 1];
    all[0] = ByteBuffer.allocate(4).putInt(0, size);
    System.arraycopy(parts, 0, all, 1, parts.length);
    for (long left = 4L + size; left > 0; ) {
      left -= connection.write(all);
    }
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
