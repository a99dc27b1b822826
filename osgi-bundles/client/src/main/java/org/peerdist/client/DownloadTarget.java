package org.peerdist.client;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/**
 * Where the bytes of a download go, in their order. For use by one thread at a time.
 *
 * <p>Nothing is opened or created before {@link #start}: a download that fails before its first
 * byte leaves no trace.
 */
public interface DownloadTarget extends Closeable {
  /**
   * Writes into a channel, which stays open. A download that would have to start again fails once
   * bytes were written.
   *
   * @param channel such as a pipe
   * @return a target
   */
  static DownloadTarget ofChannel(WritableByteChannel channel) {
    return new ChannelTarget(channel);
  }

  /**
   * Writes a file from its start.
   *
   * @param file the file, replaced if it is there
   * @return a target
   */
  static DownloadTarget ofFile(Path file) {
    return new FileTarget(file, false);
  }

  /**
   * Goes on with a file that an earlier download left unfinished. What is there is held against the
   * content's hashes and kept as far as it is right; from an origin that gives no hashes the file
   * is written from its start.
   *
   * @param file the file, made if it is not there
   * @return a target
   */
  static DownloadTarget ofPartialFile(Path file) {
    return new FileTarget(file, true);
  }

  /**
   * Opens the target. Called once, before everything else.
   *
   * @return the number of bytes that are already there, 0 or more
   * @throws IOException if it can't be opened
   */
  long start() throws IOException;

  /**
   * Writes bytes where the last ones ended.
   *
   * @param data the bytes, all of which are written
   * @throws IOException if they can't be written
   */
  void write(ByteBuffer data) throws IOException;

  /**
   * Drops everything after an offset; the next bytes are written there.
   *
   * @param offset at most what is there
   * @return false if that can't be done, and nothing was done
   * @throws IOException if it failed
   */
  boolean truncate(long offset) throws IOException;

  /**
   * Reads bytes that were written.
   *
   * @param offset the offset of the first of them
   * @param into filled, unless the end is reached
   * @return false if this target can't be read
   * @throws IOException if it failed
   */
  boolean read(long offset, ByteBuffer into) throws IOException;
}
