package org.peerdist.smb.client.internal;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.peerdist.api.PeerDistError;
import org.peerdist.api.PeerDistException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for operations of the Peer Distribution API. */
final class Waiting {
  private static final Logger LOG = LoggerFactory.getLogger(Waiting.class);

  private Waiting() {}

  /**
   * The result of an operation that may be refused.
   *
   * @return null if the content information is not valid
   */
  static <T> T orNull(CompletableFuture<T> operation) throws IOException, InterruptedException {
    try {
      return get(operation);
    } catch (PeerDistException e) {
      if (e.error() == PeerDistError.CANNOT_PARSE_CONTENTINFO
          || e.error() == PeerDistError.CONTENTINFO_VERSION_UNSUPPORTED) {
        LOG.debug("hashes not used: {}", e.getMessage());
        return null;
      }
      throw e;
    }
  }

  /** The result of an operation. */
  static <T> T get(CompletableFuture<T> operation) throws IOException, InterruptedException {
    try {
      return operation.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof PeerDistException known) {
        throw new PeerDistException(known.error(), known.getMessage(), known);
      }
      throw new IOException(e.getCause());
    }
  }
}
