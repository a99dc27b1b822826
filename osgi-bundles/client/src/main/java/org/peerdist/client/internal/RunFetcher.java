package org.peerdist.client.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.peerdist.api.ContentMismatchException;
import org.peerdist.api.ContentOrigin;
import org.peerdist.content.ContentRange;
import org.peerdist.content.Segment;
import org.peerdist.content.VerifiedBlock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches runs of blocks from the origin. Safe for use by many threads. */
final class RunFetcher {
  private static final Logger LOG = LoggerFactory.getLogger(RunFetcher.class);

  private final SharedWindow window;
  private final ContentOrigin origin;
  private final GuardedStore store;
  private final Consumer<VerifiedBlock> kept;

  /**
   * Creates it.
   *
   * @param kept is told of each block that came and is in the own cache, before the download ends
   */
  RunFetcher(
      SharedWindow window, ContentOrigin origin, GuardedStore store, Consumer<VerifiedBlock> kept) {
    this.kept = kept;
    this.window = window;
    this.origin = origin;
    this.store = store;
  }

  /**
   * Fetches a run; what is wrong is told to the window. What is left of a run that breaks is wanted
   * again: from a peer that has it by then, or from the origin when it is to be tried again.
   */
  void fetch(OriginRun run) throws InterruptedException {
    Progress progress = new Progress(run.start());
    try {
      read(run, progress);
    } catch (IOException e) {
      LOG.debug("origin run broken at {}: {}", progress.offset, e.toString());
      broke(e);
    } finally {
      window.ended(run);
    }
  }

  private void broke(IOException reason) {
    try {
      window.broke(reason);
    } catch (IOException e) {
      window.fail(e);
    }
  }

  /** How far a run is. */
  private static final class Progress {
    private long offset;

    Progress(long offset) {
      this.offset = offset;
    }
  }

  private void read(OriginRun run, Progress progress) throws IOException, InterruptedException {
    long end = window.end(run);
    ContentRange wanted = ContentRange.ofEnd(progress.offset, end);
    try (InputStream body = origin.open(wanted, window.patienceOfTry())) {
      window.answered(run, origin.givesRanges());
      Optional<Slot> next = window.runSlot(run, progress.offset);
      while (next.isPresent()) {
        Slot slot = next.get();
        body.skipNBytes(slot.range.start() - progress.offset);
        progress.offset = slot.range.start();
        if (!take(body, slot)) {
          return;
        }
        progress.offset = slot.range.end();
        next = window.runSlot(run, progress.offset);
      }
    }
  }

  private boolean take(InputStream body, Slot slot) throws IOException {
    Segment segment = slot.segment.segment();
    byte[] data = new byte[(int) slot.range.length()];
    if (body.readNBytes(data, 0, data.length) < data.length) {
      throw new EOFException("the origin's answer ended early");
    }
    Optional<VerifiedBlock> block = segment.verify(slot.index, ByteBuffer.wrap(data));
    if (block.isEmpty()) {
      throw new ContentMismatchException(slot.range);
    }
    return store.keep(block.get(), () -> window.foundAtOrigin(slot, block.get()), kept);
  }
}
