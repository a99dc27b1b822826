package org.peerdist.client.internal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.peerdist.client.BlockStore;
import org.peerdist.client.ClientOptions;
import org.peerdist.client.internal.SwarmJob.Outcome;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.Segment;

/**
 * The part of the reads of a content that many clients do together: see {@link Swarm}. What is
 * another one's part waits here until it is in the own cache; what is one's own goes the usual way,
 * so that whoever reads is told that it is missing, and brings it. Safe for use by many threads.
 */
final class ReadSharing implements SharedSwarm.Gate, AutoCloseable {
  /** POLICY: a unit of which the reader brings nothing for so long is left to others. */
  private static final long PATIENCE_MILLIS = 30_000;

  private final UnitMap map;
  private final LongSupplier clock;
  private final Provenance provenance;
  private final Consumer<List<BlockPlace>> usual;
  private final UnitStore units;
  private final SharedSwarm swarm;
  private final SwarmCrew crew;

  /** By units; guarded by this. The lock of the swarm is never taken while this one is held. */
  private final Map<Integer, List<BlockPlace>> waiting = new HashMap<>();

  private final BitSet own = new BitSet();
  private boolean open;
  private boolean closed;
  private long brought;

  private ReadSharing(
      Sources sources,
      ContentInformation information,
      UnitMap map,
      BlockStore store,
      Consumer<List<BlockPlace>> usual,
      LongSupplier clock) {
    this.map = map;
    this.usual = usual;
    this.clock = clock;
    this.provenance = new Provenance();
    List<Segment> segments = information.segments();
    Company company =
        new Company(sources.neighbourhood().ownService().orElseThrow(), sources.limit().share());
    SwarmUnits missing =
        SwarmUnits.onDemand(map, company, i -> !store.held(segments.get(i)).isEmpty());
    this.swarm =
        new SharedSwarm(
            new Swarm(company, map, missing, this, new SplittableRandom()), this, clock);
    this.units = new UnitStore(map, segments, store, provenance, this::came);
    this.crew =
        new SwarmCrew(
            swarm,
            new UnitFetcher(units, clock, sources.limit()),
            this::fetchOwn,
            sources.neighbourhood(),
            sources.limit().share(),
            segments);
  }

  /**
   * Prepares it without threads, if it makes sense.
   *
   * @param first the segment that is read first; what is before it is not shared
   * @param usual gets what is to be fetched from anybody
   */
  static Optional<ReadSharing> of(
      ClientOptions options,
      Sources sources,
      ContentInformation information,
      int first,
      BlockStore store,
      Consumer<List<BlockPlace>> usual,
      LongSupplier clock) {
    UnitMap map = new UnitMap(information.segments().size(), first);
    return Sharing.isPossible(options, sources, information, map)
        ? Optional.of(new ReadSharing(sources, information, map, store, usual, clock))
        : Optional.empty();
  }

  void start() {
    crew.start();
  }

  Provenance provenance() {
    return provenance;
  }

  /** Has blocks brought. */
  void want(List<BlockPlace> places) {
    List<BlockPlace> now = new ArrayList<>();
    BitSet later = new BitSet();
    for (BlockPlace place : places) {
      if (place.number() <= map.start() || units.holds(place.number()) || !hold(place)) {
        now.add(place);
      } else {
        later.set(map.unitOf(place.number()));
      }
    }
    usual.accept(now);
    // After they wait, so that they are not forgotten if the unit comes just now.
    later.stream().filter(unit -> !swarm.want(unit)).forEach(this::arrived);
  }

  private synchronized boolean hold(BlockPlace place) {
    int unit = map.unitOf(place.number());
    if (open || own.get(unit)) {
      return false;
    }
    return waiting.computeIfAbsent(unit, anew -> new ArrayList<>()).add(place);
  }

  @Override
  public void arrived(int unit) {
    List<BlockPlace> places;
    synchronized (this) {
      places = waiting.remove(unit);
    }
    if (places != null) {
      usual.accept(places);
    }
  }

  /** A segment is in the own cache. */
  private void came(int number) {
    List<BlockPlace> places = new ArrayList<>();
    synchronized (this) {
      for (BlockPlace place : waiting.getOrDefault(map.unitOf(number), List.of())) {
        if (place.number() == number) {
          places.add(place);
        }
      }
      waiting.getOrDefault(map.unitOf(number), new ArrayList<>()).removeAll(places);
    }
    if (!places.isEmpty()) {
      usual.accept(places);
    }
    swarm.progressed();
  }

  /** The reader brings a unit: it is told of what is missing when it reads there. */
  private Outcome fetchOwn(int unit) throws InterruptedException {
    synchronized (this) {
      own.set(unit);
    }
    // Not that it is here: but somebody has to ask for it.
    arrived(unit);
    try {
      return awaitUnit(unit) ? Outcome.DONE : Outcome.FAILED;
    } finally {
      synchronized (this) {
        own.clear(unit);
      }
    }
  }

  private boolean awaitUnit(int unit) throws InterruptedException {
    long before = brought();
    while (!units.lacking(unit).isEmpty()) {
      if (!awaitMore(before)) {
        return false;
      }
      before = brought();
    }
    return true;
  }

  private synchronized long brought() {
    return brought;
  }

  /** Waits until more was brought than before; false if nothing is. */
  private synchronized boolean awaitMore(long before) throws InterruptedException {
    long end = clock.getAsLong() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (brought == before && !closed) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - clock.getAsLong());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return !closed;
  }

  /** The reader brought a segment, which is in the own cache. */
  void brought(int number) {
    synchronized (this) {
      brought++;
      notifyAll();
    }
    came(number);
  }

  @Override
  public boolean isUseful() {
    return true;
  }

  @Override
  public void open(int frontier) {
    List<BlockPlace> places = new ArrayList<>();
    synchronized (this) {
      open = frontier == Swarm.EVERYTHING;
      if (open) {
        waiting.values().forEach(places::addAll);
        waiting.clear();
      }
    }
    usual.accept(places);
  }

  /** Whether there is anybody else now is worth a question as long as somebody reads. */
  @Override
  public boolean usesOrigin() {
    return true;
  }

  /** What is on its usual way stays there. */
  @Override
  public int retreat() {
    return map.start();
  }

  /** Ends all work but for that in the own cache. */
  void end() {
    swarm.close();
    synchronized (this) {
      closed = true;
      notifyAll();
    }
  }

  /** Ends all work; to be called when the cache is closed to these threads. */
  @Override
  public void close() {
    end();
    crew.close();
  }
}
