package org.peerdist.client.internal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.peerdist.client.BlockStore;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.Segment;
import org.peerdist.content.VerifiedBlock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a content that was received whole into the own cache, block by verified block. */
final class Ingest {
  private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);

  private final ContentInformation information;
  private final Spool spool;
  private final BlockStore store;
  private final Consumer<VerifiedBlock> kept;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicBoolean wrong = new AtomicBoolean();

  /**
   * Creates it.
   *
   * @param kept is told of each block that is in the own cache now
   */
  Ingest(
      ContentInformation information, Spool spool, BlockStore store, Consumer<VerifiedBlock> kept) {
    this.kept = kept;
    this.information = information;
    this.spool = spool;
    this.store = store;
  }

  /** Does it with all cores, and waits for the end. */
  void run() throws InterruptedException {
    int cores = Math.min(Runtime.getRuntime().availableProcessors(), 8);
    List<Thread> threads = new ArrayList<>();
    IntStream.range(0, cores)
        .forEach(i -> threads.add(new Thread(this::work, "peerdist-ingest-" + i)));
    for (Thread thread : threads) {
      thread.setDaemon(true);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void work() {
    List<Segment> segments = information.segments();
    int number = next.getAndIncrement();
    while (number < segments.size() && !wrong.get()) {
      put(segments.get(number));
      number = next.getAndIncrement();
    }
  }

  private void put(Segment segment) {
    for (int i = 0; i < segment.blockCount() && !wrong.get(); i++) {
      ByteBuffer data = ByteBuffer.allocate((int) segment.blockRange(i).length());
      if (!spool.read(segment.blockRange(i).start(), data)) {
        wrong.set(true);
        return;
      }
      segment
          .verify(i, data.flip())
          .ifPresentOrElse(
              block -> {
                store.put(block);
                kept.accept(block);
              },
              () -> {
                LOG.debug("{} is not what was received", segment);
                wrong.set(true);
              });
    }
  }
}
