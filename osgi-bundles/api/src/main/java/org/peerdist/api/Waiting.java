package org.peerdist.api;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** For those who have a thread to wait with. */
public final class Waiting {
  private Waiting() {}

  /**
   * Waits for an operation.
   *
   * @param operation of the Peer Distribution API
   * @param <T> its result
   * @return the result
   * @throws PeerDistException if it failed, with where it was waited for in its trace
   * @throws IOException if it failed in a way that the API does not know
   * @throws InterruptedException if the thread is interrupted; the operation goes on
   */
  public static <T> T get(CompletableFuture<T> operation) throws IOException, InterruptedException {
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
