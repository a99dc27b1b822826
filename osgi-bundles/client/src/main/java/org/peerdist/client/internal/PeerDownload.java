package org.peerdist.client.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.peerdist.client.BlockStore;
import org.peerdist.client.ClientOptions;
import org.peerdist.client.SourceKind;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.VerifiedBlock;

/** Writes a content of which the hashes are known, from wherever its blocks are. */
final class PeerDownload {
  /** So many blocks are taken out of the window at once. */
  private static final int BATCH = 16;

  /** Threads beside those that wait for peers: for the origin, discovery and the own cache. */
  static final int MORE_THREADS = 8;

  private final ClientOptions options;
  private final Sources sources;
  private final LongSupplier clock;

  PeerDownload(ClientOptions options, Sources sources, LongSupplier clock) {
    this.options = options;
    this.sources = sources;
    this.clock = clock;
  }

  /**
   * Writes the rest of the content.
   *
   * @throws ContentChangedException if the origin's bytes are not those of its hashes
   */
  void write(ContentInformation information, OriginContent origin, Output output)
      throws IOException, InterruptedException {
    if (output.position() >= information.range().end()) {
      return;
    }
    try (GuardedStore store = new GuardedStore(sources.store())) {
      LaneFinder finder = new LaneFinder(options, sources.finder());
      BlockPlan plan = new BlockPlan(information, output.position(), store);
      Provenance provenance = new Provenance();
      Optional<Sharing> sharing =
          Sharing.of(options, sources, information, output.position(), provenance);
      sharing.ifPresent(together -> plan.limit(together.head()));
      Lanes lanes = new Lanes(options.blocksInFlight());
      lanes(options, sources, finder, store).forEach(lanes::add);
      SharedWindow window =
          new SharedWindow(
              new BlockWindow(
                  plan, lanes, new DiscoveryRounds(options.discovery()), options.windowBytes()),
              clock);
      Crew crew =
          new Crew(
              window,
              store,
              finder,
              new RunFetcher(window, origin, store, sources.offers().of(information.range()))
                  ::fetch,
              sources.limit(),
              options.blocksInFlight() + MORE_THREADS);
      Optional<Sharing.Running> shared =
          sharing.map(together -> together.run(window, origin, store, clock));
      crew.start();
      shared.ifPresent(running -> running.crew().start());
      try {
        drain(window, information, output, provenance);
      } finally {
        shared.ifPresent(running -> running.swarm().close());
        crew.close();
        shared.ifPresent(running -> running.crew().close());
      }
    }
  }

  /** The own cache, and those who are known without discovery. */
  static List<Lane> lanes(
      ClientOptions options, Sources sources, LaneFinder finder, BlockStore store)
      throws InterruptedException {
    List<Lane> lanes = new ArrayList<>();
    int cores = Runtime.getRuntime().availableProcessors();
    lanes.add(new Lane(Lane.CACHE, new CachePeer(store), SourceKind.CACHE, Math.min(4, cores)));
    lanes.addAll(finder.lanes(sources.namedPeers(), SourceKind.NAMED_PEER));
    lanes.addAll(finder.lanes(sources.hostedCaches().await(), SourceKind.HOSTED_CACHE));
    return lanes;
  }

  private static void drain(
      SharedWindow window, ContentInformation information, Output output, Provenance provenance)
      throws IOException, InterruptedException {
    List<Slot> batch = new ArrayList<>(BATCH);
    while (window.takeReady(batch, BATCH)) {
      for (Slot slot : batch) {
        Provenance.Source source = provenance.take(slot);
        output.write(wanted(slot, information, output.position()), source.kind(), source.peer());
      }
      batch.clear();
    }
  }

  /** What is wanted of a block: it may start before the output's position. */
  private static ByteBuffer wanted(Slot slot, ContentInformation information, long position) {
    ByteBuffer data = slot.block.data();
    long end = Math.min(slot.range.end(), information.range().end());
    return data.slice((int) (position - slot.range.start()), (int) (end - position));
  }

  /**
   * Keeps the start of an output that was there before, as far as it is right.
   *
   * @param there how many bytes are there
   */
  void resume(ContentInformation information, Output output, long there) throws IOException {
    BlockPlan plan = new BlockPlan(information, 0, BlockStore.NONE);
    while (plan.hasNext()) {
      Slot slot = plan.next();
      ByteBuffer data = ByteBuffer.allocate((int) slot.range.length());
      if (slot.range.end() > there || !output.target().read(slot.range.start(), data)) {
        break;
      }
      Optional<VerifiedBlock> block = slot.segment.segment().verify(slot.index, data.flip());
      if (block.isEmpty()) {
        break;
      }
      sources.store().put(block.get());
      output.resume(block.get().data());
    }
    if (!output.target().truncate(output.position())) {
      throw new IOException("the output that is there can't be replaced");
    }
  }
}
