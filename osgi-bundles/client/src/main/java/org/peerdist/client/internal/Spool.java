package org.peerdist.client.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import org.peerdist.client.DownloadTarget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what was written to an output that can't be read, until its hashes are there. What goes
 * wrong with it never harms the download. For use by one thread; reading by many.
 */
final class Spool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

  /** POLICY: no more than this part of the free space. */
  private static final int PART_OF_FREE_SPACE = 4;

  private final DownloadTarget target;
  private FileChannel channel;
  private boolean wanted;

  private Spool(DownloadTarget target, boolean wanted) {
    this.target = target;
    this.wanted = wanted;
  }

  /** A spool of nothing. */
  static Spool none(DownloadTarget target) {
    return new Spool(target, false);
  }

  /**
   * A spool for an output, if it needs one.
   *
   * @param target the output, started
   * @param length how long the content is, if it is known
   */
  static Spool of(DownloadTarget target, OptionalLong length) {
    try {
      if (length.isEmpty() || target.read(0, ByteBuffer.allocate(0))) {
        return none(target);
      }
      Path file = Files.createTempFile("peerdist-", ".spool");
      long free = Files.getFileStore(file).getUsableSpace();
      Spool spool = new Spool(target, true);
      spool.channel =
          FileChannel.open(
              file,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      if (length.getAsLong() > free / PART_OF_FREE_SPACE) {
        spool.giveUp("too little space");
      }
      return spool;
    } catch (IOException e) {
      LOG.debug("no spool: {}", e.toString());
      return none(target);
    }
  }

  void write(ByteBuffer data) {
    try {
      while (wanted && data.hasRemaining()) {
        channel.write(data);
      }
    } catch (IOException e) {
      giveUp(e.toString());
    }
  }

  void restart() {
    try {
      if (wanted) {
        channel.truncate(0);
      }
    } catch (IOException e) {
      giveUp(e.toString());
    }
  }

  /**
   * Reads bytes that were written.
   *
   * @return false if they are not to be had
   */
  boolean read(long offset, ByteBuffer into) {
    try {
      if (channel == null) {
        return target.read(offset, into) && !into.hasRemaining();
      }
      while (wanted && into.hasRemaining()) {
        int count = channel.read(into, offset + into.position());
        if (count < 0) {
          break;
        }
      }
      return wanted && !into.hasRemaining();
    } catch (IOException e) {
      LOG.debug("what was written can't be read: {}", e.toString());
      return false;
    }
  }

  private void giveUp(String why) {
    LOG.debug("spool given up: {}", why);
    wanted = false;
    close();
  }

  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      LOG.debug("spool not closed: {}", e.toString());
    }
  }
}
