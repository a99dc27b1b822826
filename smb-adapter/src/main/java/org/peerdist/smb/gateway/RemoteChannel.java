package org.peerdist.smb.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import org.peerdist.smb.protocol.StatusException;

/** Reads a file of another server from its start to its end. For use by one thread. */
final class RemoteChannel implements ReadableByteChannel {
  private final RemoteHandle handle;
  private long position;
  private boolean open = true;

  RemoteChannel(RemoteHandle handle) {
    this.handle = handle;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (!open) {
      throw new ClosedChannelException();
    }
    if (!into.hasRemaining()) {
      return 0;
    }
    try {
      int count = handle.read(into, position);
      position += count;
      return count == 0 ? -1 : count;
    } catch (StatusException e) {
      throw new IOException("the server said " + e.status(), e);
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
      handle.closeQuietly();
    }
  }
}
