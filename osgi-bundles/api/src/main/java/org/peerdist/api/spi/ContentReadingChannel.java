package org.peerdist.api.spi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/**
 * A read-only channel over something whose bytes come in parts. For use by one thread at a time.
 *
 * <p>{@code Channels.newInputStream} makes a stream of it.
 */
public abstract class ContentReadingChannel implements SeekableByteChannel {
  private final long end;
  private ByteBuffer rest = ByteBuffer.allocate(0);
  private long position;
  private boolean open = true;

  /**
   * Creates it.
   *
   * @param start where it stands at first
   * @param end where it ends
   */
  protected ContentReadingChannel(long start, long end) {
    this.position = start;
    this.end = end;
  }

  /**
   * Waits for bytes.
   *
   * @param offset where, before the end
   * @param wanted how many are wanted now, 1 or more; more may be worth while
   * @return at least one, or none if there are no more
   * @throws IOException if they can't be had
   */
  protected abstract ByteBuffer fetch(long offset, int wanted) throws IOException;

  @Override
  public final int read(ByteBuffer into) throws IOException {
    checkOpen();
    if (!into.hasRemaining()) {
      return 0;
    }
    if (!rest.hasRemaining() && position < end) {
      rest = fetch(position, into.remaining());
    }
    if (!rest.hasRemaining()) {
      return -1;
    }
    int count = Math.min(rest.remaining(), into.remaining());
    into.put(rest.slice(rest.position(), count));
    rest.position(rest.position() + count);
    position += count;
    return count;
  }

  @Override
  public final long position() throws IOException {
    checkOpen();
    return position;
  }

  @Override
  public final SeekableByteChannel position(long newPosition) throws IOException {
    checkOpen();
    if (newPosition < 0) {
      throw new IllegalArgumentException("no position " + newPosition);
    }
    position = newPosition;
    rest = ByteBuffer.allocate(0);
    return this;
  }

  /** The end of what can be read. */
  @Override
  public final long size() throws IOException {
    checkOpen();
    return end;
  }

  @Override
  public final int write(ByteBuffer data) {
    throw new NonWritableChannelException();
  }

  @Override
  public final SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  private void checkOpen() throws ClosedChannelException {
    if (!open) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public final boolean isOpen() {
    return open;
  }

  /** Closes it. Called again, it does nothing. */
  @Override
  public void close() {
    open = false;
  }
}
