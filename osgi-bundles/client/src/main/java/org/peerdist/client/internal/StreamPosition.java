package org.peerdist.client.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.peerdist.api.PeerDistException;
import org.peerdist.api.ReadResult;

/** Reads that go on where the last one ended, one after the other. */
final class StreamPosition {
  private final OpenContent content;
  private CompletableFuture<?> last = CompletableFuture.completedFuture(null);
  private long position = -1;

  StreamPosition(OpenContent content) {
    this.content = content;
  }

  synchronized CompletableFuture<ReadResult> read(int most, Duration timeout) {
    CompletableFuture<ReadResult> result = new CompletableFuture<>();
    // Whatever became of the last one.
    CompletableFuture<Void> turn =
        last.handle((any, reason) -> null)
            .thenCompose(any -> result.isDone() ? result : start(most, timeout, result))
            .handle(
                (read, reason) -> {
                  finish(result, read, reason);
                  return null;
                });
    last = turn;
    return result;
  }

  private CompletableFuture<ReadResult> start(
      int most, Duration timeout, CompletableFuture<ReadResult> result) {
    try {
      CompletableFuture<ReadResult> read = content.read(position(), most, timeout);
      // Whoever is next does not wait for what nobody wants any more.
      var unused = result.whenComplete((any, reason) -> read.cancel(false));
      return read;
    } catch (PeerDistException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private synchronized long position() throws PeerDistException {
    position = position < 0 ? content.first().start() : position;
    return position;
  }

  private void finish(CompletableFuture<ReadResult> result, ReadResult read, Throwable reason) {
    if (reason != null) {
      Throwable cause = reason.getCause() == null ? reason : reason.getCause();
      result.completeExceptionally(cause);
    } else if (result.complete(read)) {
      advance(read);
    }
  }

  private synchronized void advance(ReadResult read) {
    if (read instanceof ReadResult.Data data) {
      position = data.offset() + data.bytes().remaining();
    } else if (read instanceof ReadResult.Missing missing && missing.range().start() <= position) {
      position = missing.range().end();
    }
  }
}
