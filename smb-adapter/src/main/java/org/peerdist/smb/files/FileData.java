package org.peerdist.smb.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/** The bytes of an open file, at any position. Thread-safe. */
final class FileData implements Closeable {
  private final SeekableByteChannel channel;

  FileData(SeekableByteChannel channel) {
    this.channel = channel;
  }

  Optional<FileChannel> fileChannel() {
    return channel instanceof FileChannel file ? Optional.of(file) : Optional.empty();
  }

  long size() throws IOException {
    return channel.size();
  }

  /** Reads until the buffer is full or the file ends. */
  int read(ByteBuffer target, long position) throws IOException {
    int total = 0;
    while (target.hasRemaining()) {
      int read = readOnce(target, position + total);
      if (read <= 0) {
        break;
      }
      total += read;
    }
    return total;
  }

  private int readOnce(ByteBuffer target, long position) throws IOException {
    if (channel instanceof FileChannel file) {
      return file.read(target, position);
    }
    synchronized (channel) {
      return channel.position(position).read(target);
    }
  }

  /** Writes all of a buffer. */
  void write(ByteBuffer source, long position) throws IOException {
    long at = position;
    while (source.hasRemaining()) {
      at += writeOnce(source, at);
    }
  }

  private int writeOnce(ByteBuffer source, long position) throws IOException {
    if (channel instanceof FileChannel file) {
      return file.write(source, position);
    }
    synchronized (channel) {
      return channel.position(position).write(source);
    }
  }

  void resize(long size) throws IOException {
    synchronized (channel) {
      if (size <= channel.size()) {
        channel.truncate(size);
      } else {
        // Java cannot lengthen a file otherwise. What is between is a hole where there are holes.
        write(ByteBuffer.allocate(1), size - 1);
      }
    }
  }

  void force() throws IOException {
    if (channel instanceof FileChannel file) {
      file.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
