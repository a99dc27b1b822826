package org.peerdist.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/** An output file. One that is no regular file, such as a device, only goes forward. */
final class FileTarget implements DownloadTarget {
  private final Path file;
  private final boolean goOn;
  private FileChannel channel;
  private boolean regular;
  private long written;

  FileTarget(Path file, boolean goOn) {
    this.file = file;
    this.goOn = goOn;
  }

  @Override
  public long start() throws IOException {
    regular = !Files.exists(file) || Files.isRegularFile(file);
    Set<StandardOpenOption> options = new HashSet<>(Set.of(StandardOpenOption.WRITE));
    if (regular) {
      options.add(StandardOpenOption.CREATE);
      options.add(StandardOpenOption.READ);
      if (!goOn) {
        options.add(StandardOpenOption.TRUNCATE_EXISTING);
      }
    }
    channel = FileChannel.open(file, options);
    written = regular ? channel.size() : 0;
    channel = regular ? channel.position(written) : channel;
    return written;
  }

  @Override
  public void write(ByteBuffer data) throws IOException {
    while (data.hasRemaining()) {
      written += channel.write(data);
    }
  }

  @Override
  public boolean truncate(long offset) throws IOException {
    if (!regular) {
      return offset == written;
    }
    channel.truncate(offset).position(offset);
    written = offset;
    return true;
  }

  @Override
  public boolean read(long offset, ByteBuffer into) throws IOException {
    if (!regular) {
      return false;
    }
    long at = offset;
    while (into.hasRemaining()) {
      int count = channel.read(into, at);
      if (count < 0) {
        break;
      }
      at += count;
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
