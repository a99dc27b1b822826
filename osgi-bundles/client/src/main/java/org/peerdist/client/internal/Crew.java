package org.peerdist.client.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.peerdist.client.BlockPeer;
import org.peerdist.client.PeerAnswer;
import org.peerdist.content.Segment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of one download. There is always one without work, as long as there are not too many:
 * a thread that finds work starts the next one.
 */
final class Crew {
  private static final Logger LOG = LoggerFactory.getLogger(Crew.class);
  private static final AtomicInteger DOWNLOADS = new AtomicInteger();

  private final SharedWindow window;
  private final GuardedStore store;
  private final LaneFinder finder;
  private final RunFetcher fetcher;
  private final int most;
  private final String name = "peerdist-fetch-" + DOWNLOADS.incrementAndGet() + "-";
  private final List<Thread> threads = new ArrayList<>();
  private int idle;
  private boolean closed;

  /**
   * Creates it without threads.
   *
   * @param most the number of threads at most
   */
  Crew(SharedWindow window, GuardedStore store, LaneFinder finder, RunFetcher fetcher, int most) {
    this.window = window;
    this.store = store;
    this.finder = finder;
    this.fetcher = fetcher;
    this.most = most;
  }

  /** Starts work. */
  synchronized void start() {
    if (!closed && idle == 0 && threads.size() < most) {
      Thread thread = new Thread(this::work, name + threads.size());
      thread.setDaemon(true);
      threads.add(thread);
      idle++;
      thread.start();
    }
  }

  /** Ends all work. Nobody touches the cache after this. */
  void close() {
    window.close();
    // The cache's files would be closed by an interrupt in the middle of reading or writing them.
    store.close();
    synchronized (this) {
      closed = true;
      threads.forEach(Thread::interrupt);
    }
  }

  private void work() {
    try {
      Optional<Job> job = window.nextJob();
      while (job.isPresent()) {
        busy();
        perform(job.get());
        free();
        job = window.nextJob();
      }
    } catch (InterruptedException e) {
      LOG.debug("{} was told to stop", Thread.currentThread().getName());
    } catch (RuntimeException | Error e) {
      // A bug must not leave the writer waiting.
      window.fail(new IOException("internal error: " + e, e));
      throw e;
    }
  }

  private synchronized void busy() {
    idle--;
    start();
  }

  private synchronized void free() {
    idle++;
  }

  private void perform(Job job) throws InterruptedException {
    if (job instanceof Job.Ask ask) {
      ask(ask);
    } else if (job instanceof Job.Fetch fetch) {
      fetcher.fetch(fetch.run());
    } else if (job instanceof Job.Probe probe) {
      window.probed(finder.find(probe.segments()));
    }
  }

  private void ask(Job.Ask ask) throws InterruptedException {
    BlockPeer peer = ask.lane().peer();
    Segment segment = ask.slot().segment.segment();
    PeerAnswer answer = peer.fetchBlock(segment, ask.slot().index);
    if (answer instanceof PeerAnswer.Found found) {
      if (ask.lane().number() == Lane.CACHE) {
        window.found(ask, found.block());
      } else {
        store.keep(found.block(), () -> window.found(ask, found.block()));
      }
    } else if (answer instanceof PeerAnswer.Missing) {
      if (window.missing(ask)) {
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
  }
}
