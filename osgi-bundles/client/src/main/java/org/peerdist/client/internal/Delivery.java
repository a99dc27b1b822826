package org.peerdist.client.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.peerdist.api.ContentDelivery;
import org.peerdist.api.ContentMismatchException;
import org.peerdist.api.ContentOrigin;
import org.peerdist.api.DeliveredData;
import org.peerdist.api.PeerDistError;
import org.peerdist.api.PeerDistException;
import org.peerdist.client.ClientOptions;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentRange;

/**
 * A range of a content on its way: the window in the order of the output, the lanes, the crew, and
 * what is shared with others.
 */
final class Delivery implements ContentDelivery {
  /** So many blocks are taken out of the window at once. */
  private static final int BATCH = 16;

  private final ClientOptions options;
  private final Sources sources;
  private final ContentRange range;
  private final ReadCounts counts;
  private final ContentOrigin origin;
  private final Retries retries;
  private final CompletableFuture<Void> underWay;
  private final GuardedStore store;
  private final LaneFinder finder;
  private final Provenance provenance = new Provenance();
  private final SharedWindow window;
  private final Crew crew;
  private final Optional<Sharing.Running> shared;
  private final List<Slot> batch = new ArrayList<>(BATCH);
  private boolean started;
  private int taken;
  private long position;

  /**
   * Prepares it without threads.
   *
   * @param range what to deliver of the content that the information is about
   * @param origin gives what nobody around has
   * @param service has the settings and the clock
   * @param sources where blocks may come from
   * @param counts is told what came from where
   * @param underWay done when this is; whoever fails it ends this
   */
  Delivery(
      ContentInformation information,
      ContentRange range,
      ContentOrigin origin,
      ContentRetrieval service,
      Sources sources,
      ReadCounts counts,
      CompletableFuture<Void> underWay) {
    this.options = service.options();
    this.sources = sources;
    this.range = range;
    this.counts = counts;
    this.underWay = underWay;
    this.origin = origin;
    this.retries =
        new Retries(
            options.originPatience(),
            reason -> !(reason instanceof ContentMismatchException) && origin.mayRecover(reason),
            service.clock(),
            new SplittableRandom());
    this.position = range.start();
    this.store = new GuardedStore(sources.store());
    this.finder = new LaneFinder(options, sources.finder());
    BlockPlan plan = new BlockPlan(information, range, store);
    Optional<Sharing> sharing = Sharing.of(options, sources, information, range, provenance);
    sharing.ifPresent(together -> plan.limit(together.head()));
    DiscoveryRounds discovery = new DiscoveryRounds(options.discovery());
    Lanes lanes = new Lanes(options.blocksInFlight());
    this.window =
        new SharedWindow(
            new BlockWindow(plan, lanes, discovery, options.windowBytes()),
            retries,
            service.clock());
    RunFetcher fetcher =
        new RunFetcher(window, origin, store, sources.offers().of(information.range()));
    this.crew = Crew.of(options, sources, window, store, finder, fetcher::fetch);
    this.shared =
        sharing.map(together -> together.run(window, origin, retries, store, service.clock()));
    var unused =
        underWay.exceptionally(
            reason -> {
              window.fail((IOException) reason);
              service.executor().execute(this::end);
              return null;
            });
  }

  private void start() throws InterruptedException {
    started = true;
    // Who the hosted caches are may take a while.
    window.add(finder.known(sources, store));
    crew.start();
    shared.ifPresent(running -> running.crew().start());
  }

  @Override
  public Optional<DeliveredData> next() throws IOException, InterruptedException {
    if (!started) {
      start();
    }
    while (taken == batch.size()) {
      taken = 0;
      batch.clear();
      if (!window.takeReady(batch, BATCH)) {
        return Optional.empty();
      }
      if (batch.isEmpty() && retries.isLost()) {
        origin.waiting(retries.left());
      }
    }
    return Optional.of(deliver(batch.get(taken++)));
  }

  /** What is wanted of a block, which may start before the range, and end after it. */
  private DeliveredData deliver(Slot slot) {
    Provenance.Source source = provenance.take(slot);
    counts.came(source, slot.range.length());
    retries.gotSomething();
    long start = position;
    position = Math.min(slot.range.end(), range.end());
    ByteBuffer bytes =
        slot.block.data().slice((int) (start - slot.range.start()), (int) (position - start));
    return new DeliveredData(start, bytes, source.kind(), source.peer());
  }

  @Override
  public void close() {
    window.fail(
        new PeerDistException(PeerDistError.OPERATION_ABORTED, "closed before it was done"));
    end();
    underWay.complete(null);
  }

  private void end() {
    shared.ifPresent(running -> running.swarm().close());
    crew.close();
    shared.ifPresent(running -> running.crew().close());
  }
}
