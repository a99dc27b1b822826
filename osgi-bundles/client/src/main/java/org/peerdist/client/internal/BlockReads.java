package org.peerdist.client.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.peerdist.api.ReadResult;
import org.peerdist.client.ClientOptions;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentRange;
import org.peerdist.content.VerifiedBlock;

/**
 * The reads of one content by one content information. Blocks come as those of downloads do, but
 * for the origin; who is asked is forgotten when nobody has read for a while. Safe for use by many
 * threads.
 */
final class BlockReads implements AutoCloseable {
  /** POLICY: of one read, so much is fetched. */
  private static final int MOST_AHEAD = 4 << 20;

  /**
   * POLICY: so much stays in memory, for reads of parts of blocks and for what was fetched ahead.
   */
  private static final int RECENT = 8 << 20;

  private final ClientOptions options;
  private final Sources sources;
  private final ContentInformation information;
  private final ReadCounts counts;
  private final LongSupplier clock;
  private final Executor executor;

  private final RecentBlocks recent = new RecentBlocks(RECENT);
  private final List<PendingRead> reads = new ArrayList<>();

  /** The offsets of the blocks that are on their way, or asked for. */
  private final Set<Long> coming = new HashSet<>();

  /** The offsets of those that nobody had, for as long as there are reads. */
  private final Set<Long> lacking = new HashSet<>();

  private ReadEngine engine;

  /** Whether many read the content at this moment, and whether the engine knows. */
  private boolean crowded;

  private boolean sharing;
  private boolean closed;

  /**
   * Creates it without threads.
   *
   * @param executor completes reads
   */
  BlockReads(
      ClientOptions options,
      Sources sources,
      ContentInformation information,
      ReadCounts counts,
      LongSupplier clock,
      Executor executor) {
    this.options = options;
    this.sources = sources;
    this.information = information;
    this.counts = counts;
    this.clock = clock;
    this.executor = executor;
  }

  ContentInformation information() {
    return information;
  }

  /** Looks a block up that was here lately. */
  synchronized Optional<VerifiedBlock> recent(BlockPlace place) {
    return recent.get(place.range().start());
  }

  /**
   * Reads.
   *
   * @param wanted within the content information's range
   * @param deadline in nanoseconds
   * @param result is completed, unless this is closed before
   */
  void read(ContentRange wanted, long deadline, CompletableFuture<ReadResult> result) {
    BlockPlace place = BlockPlace.of(information, wanted.start()).orElseThrow();
    long end = Math.min(wanted.end(), wanted.start() + MOST_AHEAD);
    ContentRange ahead = ContentRange.ofEnd(wanted.start(), end);
    PendingRead read = new PendingRead(ahead, place, deadline, result);
    synchronized (this) {
      if (closed) {
        return;
      }
      Optional<VerifiedBlock> known = recent.get(place.range().start());
      if (known.isPresent()) {
        complete(read, read.data(known.get()));
      } else {
        reads.add(read);
      }
      demand(ahead);
    }
  }

  private void demand(ContentRange wanted) {
    List<BlockPlace> places = new ArrayList<>();
    long at = wanted.start();
    while (at < wanted.end()) {
      BlockPlace place = BlockPlace.of(information, at).orElseThrow();
      long start = place.range().start();
      if (!recent.has(start) && coming.add(start)) {
        places.add(place);
        lacking.remove(start);
      }
      at = place.range().end();
    }
    if (engine == null && (!places.isEmpty() || !reads.isEmpty())) {
      engine = new ReadEngine(options, sources, information, clock, this);
      engine.start();
      sharing = false;
    }
    if (engine != null) {
      if (crowded && !sharing && !places.isEmpty()) {
        sharing = true;
        engine.share(places.get(0).number());
      }
      engine.want(places);
    }
  }

  private void complete(PendingRead read, ReadResult result) {
    executor.execute(() -> read.result().complete(result));
  }

  /** Takes blocks from those who fetched them. Those without data are not to be had now. */
  synchronized void took(List<Slot> slots, Function<Slot, Provenance.Source> source) {
    for (Slot slot : slots) {
      coming.remove(slot.range.start());
      if (slot.block == null) {
        lacking.add(slot.range.start());
      } else {
        counts.came(source.apply(slot), slot.range.length());
        recent.put(slot.range.start(), slot.block);
      }
    }
    for (Iterator<PendingRead> all = reads.iterator(); all.hasNext(); ) {
      PendingRead read = all.next();
      Optional<ReadResult> result = result(read);
      if (result.isPresent()) {
        all.remove();
        complete(read, result.get());
      }
    }
    if (reads.isEmpty()) {
      lacking.clear();
    }
  }

  /**
   * What there is to say now: the first block; or, when it is missing, up to where, which may take
   * a moment longer; or what is missing behind it.
   */
  private Optional<ReadResult> result(PendingRead read) {
    long start = read.place().range().start();
    Optional<VerifiedBlock> block = recent.get(start);
    if (block.isPresent()) {
      return block.map(read::data);
    }
    if (!lacking.contains(start)) {
      // Others bring the first block, and may wait themselves for what this reader is to bring.
      return sharing && !lacking.isEmpty()
          ? read.missingLater(information, lacking::contains)
          : Optional.empty();
    }
    ReadResult.Missing missing = read.missing(information, lacking::contains, false);
    // What is shared may take long: others bring it.
    boolean mayGoOn =
        !sharing
            && missing.range().end() < read.wanted().end()
            && coming.contains(missing.range().end());
    return mayGoOn ? Optional.empty() : Optional.of(missing);
  }

  /** Takes a block from the user. */
  synchronized void put(BlockPlace place, VerifiedBlock block) {
    recent.put(place.range().start(), block);
    lacking.remove(place.range().start());
    took(List.of(), slot -> Provenance.Source.ORIGIN);
    if (engine != null) {
      engine.brought(place);
    }
  }

  /** Many read this content at this moment: what is missing is brought by one of them for all. */
  synchronized void share() {
    crowded = true;
  }

  /**
   * Ends reads that are too late.
   *
   * @return when the next one is; nothing if there is none and nothing is coming
   */
  synchronized Optional<Long> expire() {
    long now = clock.getAsLong();
    long next = now + ReadEngine.IDLE;
    for (Iterator<PendingRead> all = reads.iterator(); all.hasNext(); ) {
      PendingRead read = all.next();
      if (read.result().isDone()) {
        all.remove();
      } else if (read.deadline() - now <= 0) {
        all.remove();
        complete(read, late(read));
      } else {
        next = read.deadline() - next < 0 ? read.deadline() : next;
      }
    }
    return reads.isEmpty() && coming.isEmpty() ? Optional.empty() : Optional.of(next);
  }

  private ReadResult late(PendingRead read) {
    return lacking.contains(read.place().range().start())
        ? read.missing(information, lacking::contains, false)
        : read.missing(information, start -> !recent.has(start), true);
  }

  /** Lets an engine go that nobody needs any more. */
  synchronized boolean retire(ReadEngine old) {
    if (engine == old && (closed || expire().isEmpty())) {
      engine = null;
    }
    return engine != old;
  }

  /** An engine broke down. */
  synchronized void failed(ReadEngine old, IOException reason) {
    if (engine == old) {
      engine = null;
      coming.clear();
      lacking.clear();
      reads.forEach(read -> executor.execute(() -> read.result().completeExceptionally(reason)));
      reads.clear();
    }
  }

  /** Forgets what is in memory. */
  synchronized void forget() {
    recent.clear();
  }

  /** Ends all work. Whoever waits for a read has to be told by others. */
  @Override
  public void close() {
    ReadEngine old;
    synchronized (this) {
      closed = true;
      old = engine;
      reads.clear();
    }
    if (old != null) {
      old.close();
    }
  }
}
