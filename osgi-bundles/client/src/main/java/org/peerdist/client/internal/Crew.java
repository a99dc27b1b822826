package org.peerdist.client.internal;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.peerdist.client.BlockPeer;
import org.peerdist.client.ClientOptions;
import org.peerdist.client.PeerAnswer;
import org.peerdist.content.Segment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who fetch what the window of one download wants. */
final class Crew {
  private static final Logger LOG = LoggerFactory.getLogger(Crew.class);

  /** Threads beside those that wait for peers: for the origin, discovery and the own cache. */
  private static final int MORE_THREADS = 8;

  private final SharedWindow window;
  private final GuardedStore store;
  private final LaneFinder finder;
  private final Workers.Task<OriginRun> fetcher;
  private final RateLimit limit;
  private final Workers<Job> workers;

  private Crew(
      SharedWindow window,
      GuardedStore store,
      LaneFinder finder,
      Workers.Task<OriginRun> fetcher,
      RateLimit limit,
      int most) {
    this.limit = limit;
    this.window = window;
    this.store = store;
    this.finder = finder;
    this.fetcher = fetcher;
    // A bug must not leave the writer waiting.
    this.workers =
        new Workers<>(
            "peerdist-fetch",
            most,
            window::nextJob,
            this::perform,
            e -> window.fail(new IOException("internal error: " + e, e)));
  }

  /**
   * Creates it without threads, for as many blocks as may be under way.
   *
   * @param fetcher gets the blocks that nobody else has
   */
  static Crew of(
      ClientOptions options,
      Sources sources,
      SharedWindow window,
      GuardedStore store,
      LaneFinder finder,
      Workers.Task<OriginRun> fetcher) {
    int most = options.blocksInFlight() + MORE_THREADS;
    return new Crew(window, store, finder, fetcher, sources.limit(), most);
  }

  /** Starts work. */
  void start() {
    workers.start();
  }

  /** Ends all work. Nobody touches the cache after this. */
  void close() {
    window.close();
    // The cache's files would be closed by an interrupt in the middle of reading or writing them.
    store.close();
    workers.close();
  }

  private void perform(Job job) throws InterruptedException {
    if (job instanceof Job.Ask ask) {
      if (limit.limitsPeers() && ask.lane().number() != Lane.CACHE) {
        askInTurn(ask);
      } else {
        boolean unused = ask(ask);
      }
    } else if (job instanceof Job.Fetch fetch) {
      fetcher.perform(fetch.run());
    } else if (job instanceof Job.Probe probe) {
      window.probed(finder.find(probe.segments()));
    }
  }

  /** Asks when its turn has come. What a block waits for that is not held against the peer. */
  private void askInTurn(Job.Ask ask) throws InterruptedException {
    long length = ask.slot().range.length();
    long wait = limit.startBlock(length).toNanos();
    Job.Ask later = window.delayed(ask, wait);
    TimeUnit.NANOSECONDS.sleep(wait);
    if (!ask(later)) {
      limit.blockDidNotCome(length);
    }
  }

  /** Asks a lane for a block; the result is whether it came. */
  private boolean ask(Job.Ask ask) throws InterruptedException {
    BlockPeer peer = ask.lane().peer();
    Segment segment = ask.slot().segment.segment();
    PeerAnswer answer = peer.fetchBlock(segment, ask.slot().index);
    if (answer instanceof PeerAnswer.Found found) {
      if (ask.lane().number() == Lane.CACHE) {
        window.found(ask, found.block(), found.nextIndex());
      } else {
        store.keep(
            found.block(), () -> window.found(ask, found.block(), found.nextIndex()), block -> {});
      }
    } else if (answer instanceof PeerAnswer.Missing missing) {
      if (window.missing(ask, missing.nextIndex())) {
        peer.blocksHeld(segment).ifPresent(blocks -> window.held(ask, blocks));
      }
      List<Segment> next = window.toList(ask);
      if (!next.isEmpty()) {
        peer.segmentsHeld(next).ifPresent(held -> window.listed(ask, held));
      }
    } else if (answer instanceof PeerAnswer.Failed failed) {
      LOG.debug("{}: {} {}", peer.name(), failed.failure(), failed.reason());
      window.failed(ask, failed.failure());
    }
    return answer instanceof PeerAnswer.Found;
  }
}
