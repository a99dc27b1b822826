package org.peerdist.jetty;

import org.eclipse.jetty.util.annotation.ManagedAttribute;
import org.eclipse.jetty.util.annotation.ManagedObject;
import org.peerdist.retrieval.RetrievalServer;

/** What a {@link RetrievalHandler} has given to others, for JMX. Safe for use by many threads. */
@ManagedObject("PeerDist: what others were given")
public final class UploadCounters {
  private final RetrievalServer retrieval;
  private final SeenPeers seen;

  UploadCounters(RetrievalServer retrieval, SeenPeers seen) {
    this.retrieval = retrieval;
    this.seen = seen;
  }

  /**
   * See {@link RetrievalServer#activeUploads}.
   *
   * @return a count
   */
  @ManagedAttribute("answers that are being made or sent")
  public long getActiveUploads() {
    return retrieval.activeUploads();
  }

  /**
   * See {@link RetrievalServer#busyAnswers}.
   *
   * @return a count
   */
  @ManagedAttribute("requests that were answered with nothing because of a limit")
  public long getBusyAnswers() {
    return retrieval.busyAnswers();
  }

  /**
   * See {@link RetrievalServer#blocksAsked}.
   *
   * @return a count
   */
  @ManagedAttribute("blocks that were asked for")
  public long getBlocksAsked() {
    return retrieval.blocksAsked();
  }

  /**
   * See {@link RetrievalServer#blocksServed}.
   *
   * @return a count
   */
  @ManagedAttribute("blocks that were given")
  public long getBlocksServed() {
    return retrieval.blocksServed();
  }

  /**
   * See {@link RetrievalServer#bytesServed}.
   *
   * @return bytes
   */
  @ManagedAttribute("bytes of these blocks")
  public long getBytesServed() {
    return retrieval.bytesServed();
  }

  /**
   * See {@link SeenPeers#count}.
   *
   * @return a count
   */
  @ManagedAttribute("machines that asked")
  public long getPeersSeen() {
    return seen.count();
  }
}
