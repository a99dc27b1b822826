package org.peerdist.smb.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.peerdist.api.ContentMismatchException;
import org.peerdist.smb.client.internal.BranchReader;
import org.peerdist.smb.client.internal.RemoteFile;

/**
 * A file of a share that is read through the branch cache, from start to end or anywhere. For use
 * by one thread at a time.
 *
 * <p>{@link java.nio.channels.Channels#newInputStream} makes a stream of it. Its length is that
 * when it was opened.
 */
public final class SharedFile implements SeekableByteChannel {
  private final RemoteFile file;
  private final BranchReader reader;
  private ByteBuffer rest = ByteBuffer.allocate(0);
  private long position;
  private boolean open = true;

  SharedFile(RemoteFile file, BranchReader reader) {
    this.file = file;
    this.reader = reader;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    checkOpen();
    if (!into.hasRemaining()) {
      return 0;
    }
    if (position >= file.opened().size()) {
      return -1;
    }
    if (!rest.hasRemaining()) {
      rest = fetch();
    }
    int count = Math.min(rest.remaining(), into.remaining());
    into.put(rest.slice(rest.position(), count));
    rest.position(rest.position() + count);
    position += count;
    return count;
  }

  private ByteBuffer fetch() throws IOException {
    try {
      try {
        return reader.read(position);
      } catch (ContentMismatchException e) {
        reader.withoutHashes();
        return reader.read(position);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for byte " + position);
    }
  }

  /**
   * The bytes that were read from the share until now.
   *
   * @return 0 or more; all others came from the own cache and those around
   */
  public long fromShare() {
    return reader.fromShare();
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

  @Override
  public long size() throws IOException {
    checkOpen();
    return file.opened().size();
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
    if (open) {
      open = false;
      reader.close();
      file.close();
    }
  }
}
