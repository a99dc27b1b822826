package org.peerdist.client.internal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongPredicate;
import org.peerdist.api.ReadResult;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentRange;
import org.peerdist.content.VerifiedBlock;

/**
 * A read that waits for its first block.
 *
 * @param wanted what was asked for, within the content information's range
 * @param place the block that has the first byte of it
 * @param deadline when it is too late, in nanoseconds
 * @param result completed by whoever knows
 */
record PendingRead(
    ContentRange wanted, BlockPlace place, long deadline, CompletableFuture<ReadResult> result) {

  /** What of a block was asked for. */
  ReadResult data(VerifiedBlock block) {
    ContentRange range = place.range();
    long end = Math.min(range.end(), wanted.end());
    int from = (int) (wanted.start() - range.start());
    ByteBuffer bytes = block.data().slice(from, (int) (end - wanted.start()));
    return new ReadResult.Data(wanted.start(), bytes);
  }

  /**
   * What is missing: this block, and those after it that are wanted.
   *
   * @param lacking whether the block at an offset is missing too
   */
  ReadResult.Missing missing(
      ContentInformation information, LongPredicate lacking, boolean timedOut) {
    return missing(place, information, lacking, timedOut);
  }

  private ReadResult.Missing missing(
      BlockPlace first, ContentInformation information, LongPredicate lacking, boolean timedOut) {
    ContentRange all = information.range();
    long end = first.range().end();
    while (end < wanted.end() && lacking.test(end)) {
      end = endOfBlock(information, end);
    }
    return new ReadResult.Missing(
        ContentRange.ofEnd(Math.max(first.range().start(), all.start()), Math.min(end, all.end())),
        timedOut);
  }

  /**
   * What is missing behind this block, which is not.
   *
   * @return nothing if all that is wanted may come
   */
  Optional<ReadResult> missingLater(ContentInformation information, LongPredicate lacking) {
    long at = place.range().end();
    while (at < wanted.end() && !lacking.test(at)) {
      at = endOfBlock(information, at);
    }
    return at < wanted.end()
        ? BlockPlace.of(information, at).map(first -> missing(first, information, lacking, false))
        : Optional.empty();
  }

  private static long endOfBlock(ContentInformation information, long start) {
    return BlockPlace.of(information, start).orElseThrow().range().end();
  }
}
