package org.peerdist.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.function.LongConsumer;

/** A channel that tells how much was read from it. */
final class WatchedChannel implements ReadableByteChannel {
  private final ReadableByteChannel channel;
  private final LongConsumer watcher;
  private long done;

  WatchedChannel(ReadableByteChannel channel, LongConsumer watcher) {
    this.channel = channel;
    this.watcher = watcher;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int count = channel.read(into);
    if (count > 0) {
      done += count;
      watcher.accept(done);
    }
    return count;
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
