package org.peerdist.smb.server.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.util.List;

/** A frame on its way to a client: its length (4, big-endian), messages, perhaps a file's bytes. */
final class OutFrame {
  private final ByteBuffer[] parts;
  private final FileRegion region;
  private final Runnable done;
  private final long payload;
  private long sent;

  /**
   * Makes a frame.
   *
   * @param messages what it has
   * @param region what follows, or null
   * @param done is run once when nothing of it is needed any more
   */
  OutFrame(List<ByteBuffer> messages, FileRegion region, Runnable done) {
    long length = messages.stream().mapToLong(ByteBuffer::remaining).sum();
    this.payload = region == null ? 0 : region.count();
    this.parts = new ByteBuffer[messages.size() + 1];
    parts[0] = ByteBuffer.allocate(Integer.BYTES).putInt((int) (length + payload)).flip();
    for (int i = 0; i < messages.size(); i++) {
      parts[i + 1] = messages.get(i);
    }
    this.region = region;
    this.done = done;
  }

  /** Sends what the channel takes, and tells whether that was all. */
  boolean send(GatheringByteChannel channel) throws IOException {
    ByteBuffer last = parts[parts.length - 1];
    while (last.hasRemaining()) {
      if (channel.write(parts) == 0) {
        return false;
      }
    }
    while (sent < payload) {
      long count = region.channel().transferTo(region.position() + sent, payload - sent, channel);
      if (count <= 0) {
        if (region.channel().size() < region.position() + payload) {
          throw new IOException("the file became shorter while it was sent");
        }
        return false;
      }
      sent += count;
    }
    return true;
  }

  /** Has to be called once, sent or not. */
  void done() {
    done.run();
  }
}
