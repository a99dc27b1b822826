package org.peerdist.client.internal;

import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.peerdist.api.ReadResult;
import org.peerdist.api.SourceKind;
import org.peerdist.client.BlockStore;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentRange;
import org.peerdist.content.VerifiedBlock;

/**
 * Reads from the own cache alone.
 *
 * @param store the own cache
 * @param part what knows the content
 * @param counts what came from where
 */
record CachedReads(BlockStore store, BlockReads part, ReadCounts counts) {
  void read(ContentRange wanted, CompletableFuture<ReadResult> result) {
    BlockPlace place = BlockPlace.of(part.information(), wanted.start()).orElseThrow();
    PendingRead read = new PendingRead(wanted, place, 0, result);
    Optional<VerifiedBlock> block = part.recent(place);
    if (block.isEmpty()) {
      block = store.read(place.segment(), place.index());
      block.ifPresent(found -> counts.came(SourceKind.CACHE, place.range().length()));
    }
    result.complete(
        block
            .<ReadResult>map(read::data)
            .orElseGet(() -> read.missing(part.information(), this::isLacking, false)));
  }

  private boolean isLacking(long offset) {
    BlockPlace place = BlockPlace.of(part.information(), offset).orElseThrow();
    return part.recent(place).isEmpty() && !store.held(place.segment()).get(place.index());
  }

  /** Counts the bytes that are there in a row. */
  void count(long offset, CompletableFuture<Long> result) {
    ContentInformation information = part.information();
    long end = information.range().end();
    long at = offset;
    while (at < end && !result.isDone()) {
      BlockPlace place = BlockPlace.of(information, at).orElseThrow();
      BitSet held = store.held(place.segment());
      int lacking = held.nextClearBit(place.index());
      if (lacking > place.index()) {
        at = place.segment().blockRange(Math.min(lacking, place.segment().blockCount()) - 1).end();
      }
      if (lacking < place.segment().listedBlockCount()) {
        break;
      }
    }
    result.complete(Math.min(at, end) - offset);
  }
}
