package org.peerdist.cache.internal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A container on disk. Many threads read and write at once, at different places. It is opened when
 * it is needed, and again after it was closed because there were too many, or because Java closes a
 * file under a thread that is interrupted.
 */
final class ContainerFile {
  private final Path path;
  private final OpenFiles openFiles;
  private volatile FileChannel channel;

  ContainerFile(Path path, OpenFiles openFiles) {
    this.path = path;
    this.openFiles = openFiles;
  }

  void create() throws IOException {
    PrivateFiles.open(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))
        .close();
  }

  /** Fills what remains of the buffer from the file. */
  void read(ByteBuffer target, long offset) throws IOException {
    transfer(
        file -> {
          ByteBuffer left = target.duplicate();
          while (left.hasRemaining()) {
            if (file.read(left, offset + left.position() - target.position()) < 0) {
              throw new EOFException(path + " is cut off");
            }
          }
        });
    target.position(target.limit());
  }

  /** Writes what remains of the buffer, whose position stays where it is. */
  void write(ByteBuffer source, long offset) throws IOException {
    transfer(
        file -> {
          ByteBuffer left = source.duplicate();
          while (left.hasRemaining()) {
            file.write(left, offset + left.position() - source.position());
          }
        });
  }

  void force() throws IOException {
    transfer(file -> file.force(false));
  }

  long length() throws IOException {
    return Files.size(path);
  }

  void delete() throws IOException {
    close();
    Files.deleteIfExists(path);
  }

  void close() {
    FileChannel open;
    synchronized (this) {
      open = channel;
      channel = null;
    }
    closeQuietly(open);
  }

  private static void closeQuietly(FileChannel open) {
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // What was written is in the file, or its checksum tells when it is read.
        return;
      }
    }
  }

  private void transfer(Transfer transfer) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          transfer.run(channel());
          return;
        } catch (ClosedChannelException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private FileChannel channel() throws IOException {
    FileChannel open = channel;
    if (open != null && open.isOpen()) {
      return open;
    }
    synchronized (this) {
      if (channel != null && channel.isOpen()) {
        return channel;
      }
      open = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
      channel = open;
    }
    openFiles.opened(this);
    return open;
  }

  /** Moves bytes; may be run again from its start. */
  @FunctionalInterface
  private interface Transfer {
    void run(FileChannel file) throws IOException;
  }
}
