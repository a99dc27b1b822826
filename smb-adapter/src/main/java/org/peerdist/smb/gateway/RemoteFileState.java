package org.peerdist.smb.gateway;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.peerdist.hashgen.PublicationKey;
import org.peerdist.hashgen.ReadableState;
import org.peerdist.smb.client.internal.SmbConnection;
import org.peerdist.smb.information.WindowsTime;
import org.peerdist.smb.protocol.StatusException;

/**
 * One state of a file of another server, told from all others by what that server says of it.
 *
 * @param share where it is
 * @param path where it is in there
 * @param size its length in bytes
 * @param written when its bytes were last changed, in 100 ns since 1601, by the server's clock
 * @param changed when anything of it was last changed
 * @param fileId what the server calls it, whatever its name; 0 if it has no such number
 * @param clockOffset how far the clock of this machine is ahead of the server's
 */
record RemoteFileState(
    RemoteShare share,
    String path,
    long size,
    long written,
    long changed,
    long fileId,
    Duration clockOffset)
    implements ReadableState {
  /**
   * POLICY: more than the tick of any clock that times of files come from, and than the two clocks
   * are known to differ.
   */
  private static final Duration TICK = Duration.ofSeconds(3);

  static RemoteFileState of(RemoteShare share, SmbConnection.Entry entry, Duration clockOffset) {
    return new RemoteFileState(
        share,
        entry.path(),
        entry.size(),
        entry.written(),
        entry.changed(),
        entry.fileId(),
        clockOffset);
  }

  static RemoteFileState of(
      RemoteShare share, String path, RemoteFacts facts, Duration clockOffset) {
    return new RemoteFileState(
        share,
        path,
        facts.facts().size(),
        facts.facts().written(),
        facts.facts().changed(),
        facts.fileId(),
        clockOffset);
  }

  /** Clients write names in any case: each would be a content of its own. */
  @Override
  public PublicationKey key() {
    return PublicationKey.ofRemoteFile(
        List.of(
            share.address("").toString(),
            path.toUpperCase(Locale.ROOT),
            Long.toString(size),
            Long.toString(written),
            Long.toString(changed),
            Long.toString(fileId)));
  }

  @Override
  public String place() {
    return share.address(path).toString();
  }

  @Override
  public ReadableByteChannel open() throws IOException {
    try {
      return new RemoteChannel(share.with(true, connection -> share.openToRead(connection, path)));
    } catch (StatusException e) {
      throw new IOException(place() + ": " + e.status(), e);
    }
  }

  @Override
  public Instant settledAt() {
    return WindowsTime.toFileTime(Math.max(0, changed)).toInstant().plus(clockOffset).plus(TICK);
  }

  @Override
  public boolean isCurrent() {
    try {
      RemoteFacts now = share.look(path, RemoteHandle::facts);
      return !now.directory()
          && now.facts().size() == size
          && now.facts().written() == written
          && now.facts().changed() == changed
          && now.fileId() == fileId;
    } catch (StatusException e) {
      return false;
    }
  }
}
