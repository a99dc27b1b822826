package org.peerdist.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** An output that only goes forward. */
final class ChannelTarget implements DownloadTarget {
  private final WritableByteChannel channel;
  private long written;

  ChannelTarget(WritableByteChannel channel) {
    this.channel = channel;
  }

  @Override
  public long start() {
    return 0;
  }

  @Override
  public void write(ByteBuffer data) throws IOException {
    while (data.hasRemaining()) {
      written += channel.write(data);
    }
  }

  @Override
  public boolean truncate(long offset) {
    return offset == written;
  }

  @Override
  public boolean read(long offset, ByteBuffer into) {
    return false;
  }

  @Override
  public void close() {
    // The channel belongs to the caller.
  }
}
