package org.peerdist.smb.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import org.peerdist.hashgen.PublishingService;
import org.peerdist.smb.client.SmbAddress;
import org.peerdist.smb.client.SmbLogin;
import org.peerdist.smb.client.SmbOptions;
import org.peerdist.smb.client.internal.SmbConnection;
import org.peerdist.smb.files.FileTree;
import org.peerdist.smb.files.OpenFile;
import org.peerdist.smb.files.OpenRequest;
import org.peerdist.smb.gateway.internal.RemoteLink;
import org.peerdist.smb.gateway.internal.Rounds;
import org.peerdist.smb.protocol.QueryInfoRequest;
import org.peerdist.smb.protocol.StatusException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of a share of another server as a share. All clients are one user there. Share modes,
 * locks and deletion are those of that server, and hold between its own clients and those here.
 */
public final class RemoteFileTree implements FileTree {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteFileTree.class);

  /** POLICY: whoever waits for that server keeps others waiting here. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** POLICY: a server that could not be reached is not tried again for so long. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** POLICY: so many may wait for that server at once. */
  static final int WAITERS = 16;

  /** POLICY: new files are looked for so often. */
  private static final Duration ROUND = Duration.ofMinutes(10);

  /** POLICY: so often, it is looked whether a server is there where clients wait for changes. */
  private static final Duration LOOK = Duration.ofMinutes(1);

  private static final int VOLUME_ATTRIBUTES = 5;
  private static final int READ_ONLY_VOLUME = 0x0008_0000;

  private final RemoteShare share;
  private final boolean readOnly;
  private final Rounds looks;
  private Rounds rounds;

  private RemoteFileTree(RemoteShare share, boolean readOnly) {
    this.share = share;
    this.readOnly = readOnly;
    this.looks = Rounds.start(LOOK, closing -> lookIfWatched());
  }

  /**
   * Connects. While the server is away, all that is asked for is answered with HOST_UNREACHABLE,
   * from the beginning or later.
   *
   * @param address the share, and the folder in it
   * @param login who all clients are there
   * @param readOnly whether nobody may change anything
   * @throws IOException with one sentence, if the server is there, but no such folder for this user
   */
  public static RemoteFileTree connect(SmbAddress address, SmbLogin login, boolean readOnly)
      throws IOException {
    SmbOptions options = SmbOptions.DEFAULT.withTimeout(TIMEOUT);
    return over(RemoteLink.open(address, login, options, PAUSE), readOnly);
  }

  static RemoteFileTree over(RemoteLink link, boolean readOnly) throws IOException {
    RemoteShare share = new RemoteShare(link);
    try {
      share.list(share.folder());
    } catch (IOException e) {
      if (!SmbConnection.isAway(e)) {
        share.close();
        throw e;
      }
    }
    return new RemoteFileTree(share, readOnly);
  }

  /**
   * Looks whether the server is there, if anybody waits for what it tells. One that has lost its
   * power says nothing, not even that the connection is lost.
   */
  void lookIfWatched() {
    if (share.watches().waiting() == 0) {
      return;
    }
    try {
      RemoteFacts unused = share.look(share.folder(), RemoteHandle::facts);
    } catch (StatusException e) {
      LOG.debug("{}: {}", share.address(share.folder()), e.status());
    }
  }

  RemoteShare share() {
    return share;
  }

  /**
   * Has all files hashed in the background, now and when they change.
   *
   * @param publishing makes the hashes; it has to be closed after this
   */
  public synchronized void publish(PublishingService publishing) {
    rounds = Rounds.start(ROUND, new RemotePublisher(share, publishing)::publishAll);
  }

  @Override
  public OpenFile open(OpenRequest request) throws StatusException {
    return RemoteOpenFile.open(share, RemoteWanted.of(request, share, readOnly));
  }

  @Override
  public byte[] queryFileSystem(int informationClass, int most) throws StatusException {
    byte[] answer =
        share.look(
            share.folder(),
            handle -> handle.query(QueryInfoRequest.FILE_SYSTEM, informationClass, most));
    if (readOnly && informationClass == VOLUME_ATTRIBUTES && answer.length >= Integer.BYTES) {
      ByteBuffer attributes = ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN);
      attributes.putInt(0, attributes.getInt(0) | READ_ONLY_VOLUME);
    }
    return answer;
  }

  @Override
  public int waiters() {
    return WAITERS;
  }

  /** Ends the connection, and closes all that is open. */
  @Override
  public synchronized void close() {
    looks.close();
    if (rounds != null) {
      rounds.close();
    }
    share.close();
  }
}
