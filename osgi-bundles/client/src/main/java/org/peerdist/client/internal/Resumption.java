package org.peerdist.client.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.peerdist.api.RetrievedContent;
import org.peerdist.api.Waiting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the start of an output that was there before, as far as it is right.
 *
 * @param content verifies it, and keeps it for others
 * @param output has it
 */
record Resumption(RetrievedContent content, Output output) {
  private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

  /** Pieces are large, so that few blocks are in two of them. */
  private static final int LARGE = 4 << 20;

  /** Of a large piece that is not right, what is before that is found with small ones. */
  private static final int SMALL = 64 << 10;

  /**
   * Does it.
   *
   * @param there how many bytes are there
   */
  void run(long there) throws IOException, InterruptedException {
    keep(there, LARGE);
    keep(there, SMALL);
    if (!output.target().truncate(output.position())) {
      throw new IOException("the output that is there can't be replaced");
    }
  }

  private void keep(long there, int length) throws IOException, InterruptedException {
    long wrong = content.statistics().rejected();
    for (long at = output.position(); at < there; at += length) {
      Optional<ByteBuffer> piece = read(at, Math.min(length, there - at));
      if (piece.isEmpty()) {
        return;
      }
      long right = add(at, piece.get());
      if (right < 0 || content.statistics().rejected() > wrong) {
        // What is right of this piece may come after what is not.
        return;
      }
      read(output.position(), right).ifPresent(output::resume);
    }
  }

  /** How much was right; negative if that can't be found out. */
  private long add(long offset, ByteBuffer piece) throws InterruptedException {
    try {
      return Waiting.get(content.addData(offset, piece));
    } catch (IOException e) {
      LOG.debug("not resumed from {}: {}", offset, e.toString());
      return -1;
    }
  }

  private Optional<ByteBuffer> read(long offset, long length) throws IOException {
    ByteBuffer data = ByteBuffer.allocate((int) length);
    return output.target().read(offset, data) ? Optional.of(data.flip()) : Optional.empty();
  }
}
