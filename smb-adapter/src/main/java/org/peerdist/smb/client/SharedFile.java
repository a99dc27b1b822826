package org.peerdist.smb.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import org.peerdist.api.ContentMismatchException;
import org.peerdist.api.spi.ContentReadingChannel;
import org.peerdist.smb.client.internal.BranchReader;
import org.peerdist.smb.client.internal.RemoteFile;

/**
 * A file of a share that is read through the branch cache, from start to end or anywhere. For use
 * by one thread at a time.
 *
 * <p>{@link java.nio.channels.Channels#newInputStream} makes a stream of it. Its length is that
 * when it was opened.
 */
public final class SharedFile extends ContentReadingChannel {
  private final RemoteFile file;
  private final BranchReader reader;

  SharedFile(RemoteFile file, BranchReader reader) {
    super(0, file.opened().size());
    this.file = file;
    this.reader = reader;
  }

  @Override
  protected ByteBuffer fetch(long offset, int wanted) throws IOException {
    try {
      try {
        return reader.read(offset);
      } catch (ContentMismatchException e) {
        reader.withoutHashes();
        return reader.read(offset);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for byte " + offset);
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
  public void close() {
    if (isOpen()) {
      super.close();
      reader.close();
      file.close();
    }
  }
}
