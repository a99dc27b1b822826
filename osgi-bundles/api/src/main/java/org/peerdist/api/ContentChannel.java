package org.peerdist.api;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import org.peerdist.content.ContentRange;

/**
 * A retrieved content as a channel. Safe for use by one thread at a time.
 *
 * <p>{@code Channels.newInputStream} makes a stream of it.
 */
public final class ContentChannel implements SeekableByteChannel {
  /** POLICY: so much is fetched ahead at least. */
  private static final int AHEAD = 1 << 20;

  private final RetrievedContent content;
  private final ContentRange range;
  private final Duration timeout;
  private ByteBuffer rest = ByteBuffer.allocate(0);
  private long position;
  private boolean open = true;

  /**
   * Creates it.
   *
   * @param content the content
   * @param range what can be read of it; the channel starts at its start, and ends at its end
   * @param timeout how long each read may take
   */
  public ContentChannel(RetrievedContent content, ContentRange range, Duration timeout) {
    this.content = content;
    this.range = range;
    this.timeout = timeout;
    this.position = range.start();
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    checkOpen();
    if (!into.hasRemaining()) {
      return 0;
    }
    if (!rest.hasRemaining() && !fetch(into.remaining())) {
      return -1;
    }
    int count = Math.min(rest.remaining(), into.remaining());
    into.put(rest.slice(rest.position(), count));
    rest.position(rest.position() + count);
    position += count;
    return count;
  }

  private boolean fetch(int wanted) throws IOException {
    if (position >= range.end()) {
      return false;
    }
    ReadResult result = await(Math.max(wanted, AHEAD));
    if (result instanceof ReadResult.Missing missing) {
      throw new PeerDistException(missing);
    }
    if (result instanceof ReadResult.Data data) {
      rest = data.bytes();
      return true;
    }
    return false;
  }

  private ReadResult await(int most) throws IOException {
    try {
      return Waiting.get(content.read(position, most, timeout));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for byte " + position);
    }
  }

  @Override
  public long position() throws IOException {
    checkOpen();
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) throws IOException {
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
  public long size() throws IOException {
    checkOpen();
    return range.end();
  }

  @Override
  public int write(ByteBuffer data) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  private void checkOpen() throws ClosedChannelException {
    if (!open) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }
}
