package org.peerdist.client.internal;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.peerdist.client.internal.Neighbourhood.Neighbour;
import org.peerdist.client.internal.SwarmJob.Outcome;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who do what a swarm wants. */
final class SwarmCrew {
  private static final Logger LOG = LoggerFactory.getLogger(SwarmCrew.class);
  private static final int THREADS = SwarmWork.FROM_PEERS + SwarmWork.FROM_ORIGIN + 2;

  private final SharedSwarm swarm;
  private final UnitFetcher fetcher;
  private final UnitOrigin origin;
  private final Neighbourhood neighbourhood;
  private final List<Segment> segments;
  private final CrowdSigns signs;
  private final SegmentId own;
  private final Map<String, Neighbour> peers = new ConcurrentHashMap<>();
  private final Workers<SwarmJob> workers;

  /** Ends what others are told. */
  private volatile Runnable withdraw = () -> {};

  SwarmCrew(
      SharedSwarm swarm,
      UnitFetcher fetcher,
      UnitOrigin origin,
      Neighbourhood neighbourhood,
      Share share,
      List<Segment> segments) {
    this.origin = origin;
    this.swarm = swarm;
    this.fetcher = fetcher;
    this.neighbourhood = neighbourhood;
    this.segments = segments;
    this.signs = CrowdSigns.of(segments);
    this.own = signs.of(share);
    // A bug must not leave the writer waiting.
    this.workers =
        new Workers<>("peerdist-share", THREADS, this::nextJob, this::perform, e -> swarm.end());
  }

  /** Starts work. */
  void start() {
    withdraw = neighbourhood.announce(own);
    workers.start();
  }

  private Optional<SwarmJob> nextJob() throws InterruptedException {
    Optional<SwarmJob> job = swarm.nextJob();
    if (job.isEmpty()) {
      withdraw.run();
    }
    return job;
  }

  /** Ends all work; to be called when the cache is closed to these threads. */
  void close() {
    withdraw.run();
    workers.close();
  }

  private void perform(SwarmJob job) throws InterruptedException {
    LOG.trace("{}: {}", swarm, job);
    if (job instanceof SwarmJob.Probe probe) {
      probe(probe);
    } else if (job instanceof SwarmJob.FromPeer from) {
      Neighbour peer = peers.get(from.service());
      Outcome outcome = peer == null ? Outcome.FAILED : fetcher.fromPeer(from.unit(), peer);
      if (outcome == Outcome.FAILED) {
        // It may be at another address by now.
        peers.remove(from.service());
      }
      swarm.ended(from, outcome);
    } else if (job instanceof SwarmJob.FromOrigin from) {
      swarm.ended(from, origin.fetch(from.unit()));
    }
  }

  private void probe(SwarmJob.Probe probe) throws InterruptedException {
    List<Segment> asked = probe.segments().stream().map(segments::get).toList();
    neighbourhood.ask(
        asked,
        Optional.of(signs),
        Duration.ofNanos(probe.patience()),
        (neighbour, held) -> {
          if (peers.size() < Company.MOST) {
            peers.putIfAbsent(neighbour.service(), neighbour);
          }
          Set<Integer> complete = new HashSet<>();
          for (int i = 0; i < asked.size(); i++) {
            if (held.contains(asked.get(i).id())) {
              complete.add(probe.segments().get(i));
            }
          }
          swarm.heard(probe, neighbour.service(), neighbour.share(), complete);
        });
    swarm.probed(probe);
  }
}
