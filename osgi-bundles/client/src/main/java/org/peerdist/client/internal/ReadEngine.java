package org.peerdist.client.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.peerdist.client.ClientOptions;
import org.peerdist.content.ContentInformation;

/**
 * What fetches the blocks that reads want: the window, the lanes and the crew of a download, with
 * nobody who is the origin, and one thread that hands over what came.
 */
final class ReadEngine implements AutoCloseable {
  /** POLICY: after so long without reads, threads and what is known of peers are given up. */
  static final long IDLE = 2_000_000_000L;

  /** So many blocks are handed over at once; all that are found missing at the same moment. */
  private static final int BATCH = 4096;

  private final ClientOptions options;
  private final Sources sources;
  private final BlockReads reads;
  private final LongSupplier clock;
  private final GuardedStore store;
  private final LaneFinder finder;
  private final DemandPlan plan;
  private final SharedWindow window;
  private final Crew crew;
  private final ContentInformation information;
  private volatile Optional<ReadSharing> sharing = Optional.empty();
  private final Thread thread = new Thread(this::work, "peerdist-reads");

  ReadEngine(
      ClientOptions options,
      Sources sources,
      ContentInformation information,
      LongSupplier clock,
      BlockReads reads) {
    this.options = options;
    this.sources = sources;
    this.reads = reads;
    this.clock = clock;
    this.information = information;
    this.store = new GuardedStore(sources.store());
    this.plan = new DemandPlan(information, store);
    this.finder = new LaneFinder(options, sources.finder());
    Lanes lanes = new Lanes(options.blocksInFlight());
    DiscoveryRounds discovery = new DiscoveryRounds(options.discovery());
    NoOrigin missing = new NoOrigin(plan, lanes, discovery);
    this.window =
        new SharedWindow(
            BlockWindow.asTheyCome(plan, lanes, discovery, missing, options.windowBytes()),
            new Retries(Duration.ZERO, any -> false, clock, new SplittableRandom()),
            clock);
    this.crew = Crew.of(options, sources, window, store, finder, run -> {});
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Has blocks fetched. */
  void want(List<BlockPlace> places) {
    sharing.ifPresentOrElse(together -> together.want(places), () -> wantOfAnybody(places));
  }

  private void wantOfAnybody(List<BlockPlace> places) {
    window.demand(() -> plan.want(places));
  }

  /**
   * Shares from now on with those who read the same content, if that makes sense.
   *
   * @param first the segment that is wanted next
   */
  void share(int first) {
    sharing =
        ReadSharing.of(options, sources, information, first, store, this::wantOfAnybody, clock);
    sharing.ifPresent(ReadSharing::start);
  }

  /** The reader has put a block into the own cache. */
  void brought(BlockPlace place) {
    sharing.ifPresent(together -> together.brought(place.number()));
  }

  private Provenance.Source source(Slot slot) {
    return sharing
        .map(together -> together.provenance().take(slot))
        .orElseGet(() -> Provenance.Source.of(slot));
  }

  private void work() {
    try {
      // Who the hosted caches are may take a while.
      window.add(finder.known(sources, store));
      crew.start();
      handOver();
    } catch (InterruptedException e) {
      // The end.
    } catch (IOException e) {
      reads.failed(this, e);
    } catch (RuntimeException e) {
      // A bug must not leave readers waiting.
      reads.failed(this, new IOException("internal error: " + e, e));
      throw e;
    } finally {
      close();
    }
  }

  private void handOver() throws IOException, InterruptedException {
    List<Slot> batch = new ArrayList<>();
    long idleSince = clock.getAsLong();
    while (!window.isClosed()) {
      Optional<Long> due = reads.expire();
      long now = clock.getAsLong();
      if (due.isPresent()) {
        idleSince = now;
      } else if (now - idleSince >= IDLE && reads.retire(this)) {
        return;
      }
      long wait = due.map(when -> when - now).orElse(IDLE);
      if (window.awaitReady(batch, BATCH, Math.max(wait, TimeUnit.MILLISECONDS.toNanos(1)))) {
        reads.took(batch, this::source);
        batch.clear();
      }
    }
  }

  /** Ends all work. */
  @Override
  public void close() {
    sharing.ifPresent(ReadSharing::end);
    // Not by an interrupt: the thread may be in the files of the own cache.
    crew.close();
    sharing.ifPresent(ReadSharing::close);
  }
}
