package org.peerdist.client.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.peerdist.api.RetrievedContent;
import org.peerdist.api.Waiting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a content kept for others that was received whole before its hashes were there.
 *
 * @param content verifies and keeps it
 * @param spool has what was received
 */
record Ingest(RetrievedContent content, Spool spool) {
  private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);

  /** POLICY: so much is read at once, and so many of these pieces are verified at once. */
  private static final int PIECE = 4 << 20;

  private static final int PIECES = 4;

  /**
   * Does it, and waits for the end, or for the first byte that is not right.
   *
   * @param length how many bytes were received
   */
  void run(long length) throws IOException, InterruptedException {
    Queue<CompletableFuture<Long>> underWay = new ArrayDeque<>();
    for (long at = 0; at < length && isRight(); at += PIECE) {
      if (underWay.size() == PIECES) {
        Waiting.get(underWay.remove());
      }
      ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, length - at));
      if (!spool.read(at, piece)) {
        break;
      }
      underWay.add(content.addData(at, piece.flip()));
    }
    for (CompletableFuture<Long> last : underWay) {
      Waiting.get(last);
    }
    LOG.debug("kept for others: {}", content.statistics());
  }

  private boolean isRight() {
    return content.statistics().rejected() == 0;
  }
}
