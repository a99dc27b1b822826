package org.peerdist.client.internal;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.peerdist.api.ContentOrigin;
import org.peerdist.client.BlockStore;
import org.peerdist.client.ClientOptions;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.Segment;
import org.peerdist.content.VerifiedBlock;

/**
 * The part of a download that many clients do together, if they start it at the same moment: see
 * {@link Swarm}.
 */
final class Sharing {
  /** POLICY: a smaller content is not worth the time to look who is there. */
  private static final int LEAST_UNITS = 4;

  /** POLICY: so many units may be fetched before the output needs them. */
  private static final int HORIZON = 512;

  /** POLICY: and no more than this part of the own cache. */
  private static final int CACHE_PART = 4;

  /** SPEC [MS-PCCRC] 2.4: a segment of version 2 has at most 128 KiB. */
  private static final long LONGEST_SEGMENT = 128 << 10;

  private final UnitMap map;
  private final List<Segment> segments;
  private final int horizon;
  private final Sources sources;
  private final String own;
  private final Provenance provenance;
  private final Consumer<VerifiedBlock> offers;

  private Sharing(
      UnitMap map,
      List<Segment> segments,
      int horizon,
      Sources sources,
      String own,
      Provenance provenance,
      Consumer<VerifiedBlock> offers) {
    this.map = map;
    this.segments = segments;
    this.horizon = horizon;
    this.sources = sources;
    this.own = own;
    this.provenance = provenance;
    this.offers = offers;
  }

  /**
   * Prepares it, if it makes sense.
   *
   * @param wanted what is to be delivered
   * @return nothing unless others can have from this client what it fetches
   */
  static Optional<Sharing> of(
      ClientOptions options,
      Sources sources,
      ContentInformation information,
      ContentRange wanted,
      Provenance provenance) {
    Optional<String> own = sources.neighbourhood().ownService();
    List<Segment> segments = information.segments();
    UnitMap map = new UnitMap(segments.size(), information.segmentIndexAt(wanted.start()));
    long ahead = ahead(sources, map);
    // Units are shared to the end of the content.
    return isPossible(options, sources, information, map)
            && wanted.end() == information.range().end()
        ? Optional.of(
            new Sharing(
                map,
                segments,
                (int) Math.min(HORIZON, ahead),
                sources,
                own.get(),
                provenance,
                sources.offers().of(information.range())))
        : Optional.empty();
  }

  /** How many units may be fetched before they are needed. */
  private static long ahead(Sources sources, UnitMap map) {
    return sources.store().limit() / CACHE_PART / (map.perUnit() * LONGEST_SEGMENT);
  }

  /** Whether others can have from this client what it fetches, and that is worth while. */
  static boolean isPossible(
      ClientOptions options, Sources sources, ContentInformation information, UnitMap map) {
    return sources.neighbourhood().ownService().isPresent()
        && options.discovery()
        && information.version() == ContentVersion.V2
        && map.count() - map.unitOf(map.start()) >= LEAST_UNITS
        && ahead(sources, map) >= LEAST_UNITS;
  }

  /** The end of what goes the usual way at first. */
  long head() {
    return segments.get(map.start()).range().end();
  }

  /**
   * Makes the crew.
   *
   * @param window the usual way
   * @param store the own cache, as long as the download goes on
   */
  Running run(
      SharedWindow window,
      ContentOrigin origin,
      Retries retries,
      BlockStore store,
      LongSupplier clock) {
    Company company = new Company(own, sources.limit().share());
    SwarmUnits units =
        new SwarmUnits(map, company, horizon, i -> !store.held(segments.get(i)).isEmpty());
    SwarmGate gate = new SwarmGate(window, origin, map, segments);
    Swarm swarm = new Swarm(company, map, units, gate, new SplittableRandom());
    SharedSwarm shared = new SharedSwarm(swarm, gate, clock);
    UnitStore kept = new UnitStore(map, segments, store, provenance, number -> shared.progressed());
    UnitFetcher fetcher = new UnitFetcher(kept, clock, sources.limit());
    OriginUnits last = new OriginUnits(kept, origin, offers, window, retries);
    SwarmCrew crew =
        new SwarmCrew(
            shared,
            fetcher,
            new NamedFirst(sources.namedPeers(), fetcher, last, clock),
            sources.neighbourhood(),
            sources.limit().share(),
            segments);
    return new Running(shared, crew);
  }

  /**
   * What runs.
   *
   * @param swarm decides
   * @param crew does it
   */
  record Running(SharedSwarm swarm, SwarmCrew crew) {}
}
