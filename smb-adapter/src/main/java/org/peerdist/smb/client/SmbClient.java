package org.peerdist.smb.client;

import java.io.IOException;
import org.peerdist.api.RetrievingService;
import org.peerdist.api.RetrievingSession;
import org.peerdist.content.ContentTag;
import org.peerdist.smb.client.internal.SmbConnection;
import org.peerdist.wire.Bytes;

/**
 * Reads shares through the branch cache. Safe for use by many threads.
 *
 * <p>It needs the retrieving half of the Peer Distribution API, from which it gets what those
 * around have, and which gives to them what this reads.
 */
public final class SmbClient implements AutoCloseable {
  /** The tag that the SMB client of Windows gives to its contents, [MS-PCHC] appendix 8. */
  public static final ContentTag TAG =
      new ContentTag(Bytes.ofHex("35db045d14234553a0510dc2e15e6c4c"));

  private final SmbOptions options;
  private final RetrievingSession retrieving;
  private final ContentTag tag;

  /**
   * Creates it.
   *
   * @param options how shares are read
   * @param service finds what others have; the caller closes it after this
   * @param tag what names what is read in the own cache and to hosted caches
   */
  public SmbClient(SmbOptions options, RetrievingService service, ContentTag tag) {
    this.options = options;
    this.retrieving = service.openSession();
    this.tag = tag;
  }

  /**
   * Connects to a share.
   *
   * @param address the share; a path in it does not matter here
   * @param login who reads it
   * @return to be closed
   * @throws IOException with one sentence, if that can't be done
   */
  public ShareSession connect(SmbAddress address, SmbLogin login) throws IOException {
    SmbConnection connection = SmbConnection.open(address, login, options);
    // POLICY: to a server that is near, asking around takes longer than reading.
    boolean far = connection.roundTrip().compareTo(options.hashLatency()) >= 0;
    return new ShareSession(address, connection, retrieving, tag, far);
  }

  /** Ends what is under way. Sessions with shares are to be closed before. */
  @Override
  public void close() {
    retrieving.close();
  }
}
