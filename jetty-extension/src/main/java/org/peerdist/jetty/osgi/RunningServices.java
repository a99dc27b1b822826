package org.peerdist.jetty.osgi;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.peerdist.cache.ContentCache;
import org.peerdist.client.PeerDistClient;
import org.peerdist.hashgen.PublishingService;
import org.peerdist.jetty.service.HostedCacheService;
import org.peerdist.jetty.service.PeerService;
import org.peerdist.jetty.service.StatusSections;
import org.peerdist.jetty.service.StatusTables;
import org.peerdist.jetty.status.RecentProblems;
import org.peerdist.jetty.status.StatusBoard;

/** The services of a container that come and go, one of each type. Safe for use by many threads. */
final class RunningServices {
  private final String version;
  private final RecentProblems problems;
  private final Map<Class<?>, List<Object>> services = new HashMap<>();

  /**
   * None yet.
   *
   * @param version of this program
   * @param problems what went wrong in them
   */
  RunningServices(String version, RecentProblems problems) {
    this.version = version;
    this.problems = problems;
  }

  /** A service runs from now on. */
  synchronized <T> void add(Class<T> type, T service) {
    services.computeIfAbsent(type, key -> new ArrayList<>()).add(service);
  }

  /** A service does not run any more. */
  synchronized <T> void remove(Class<T> type, T service) {
    services.getOrDefault(type, new ArrayList<>()).remove(service);
  }

  /** The one of a type that came last. */
  synchronized <T> Optional<T> find(Class<T> type) {
    List<Object> all = services.getOrDefault(type, List.of());
    return all.isEmpty() ? Optional.empty() : Optional.of(type.cast(all.get(all.size() - 1)));
  }

  /** What there is to see of them. */
  StatusBoard board() {
    StatusBoard board = new StatusBoard();
    Optional<PeerService> peer = find(PeerService.class);
    peer.ifPresent(running -> StatusSections.addPeer(board, running));
    Optional<HostedCacheService> hosted = find(HostedCacheService.class);
    hosted.ifPresent(running -> StatusSections.addHostedCache(board, "hosted_", running));
    find(ContentCache.class).ifPresent(running -> StatusSections.addCache(board, running));
    find(PeerDistClient.class)
        .ifPresent(
            running -> {
              StatusSections.addDownloads(board, "Downloads", running.downloads());
              StatusTables.addDownloads(board, running.downloads());
            });
    find(PublishingService.class)
        .ifPresent(
            running -> {
              StatusSections.addHashing(board, running.statistics());
              StatusTables.addPublications(board, running.statistics().recent());
            });
    peer.ifPresent(running -> StatusTables.addPeers(board, "Peers seen", running.uploads().seen()));
    hosted.ifPresent(
        running -> StatusTables.addPeers(board, "Clients of the hosted cache", running.seen()));
    StatusTables.addProblems(board, problems);
    return addProcess(board);
  }

  private StatusBoard addProcess(StatusBoard board) {
    Instant start =
        Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime())
            .truncatedTo(ChronoUnit.SECONDS);
    Runtime runtime = Runtime.getRuntime();
    return board
        .section("Process")
        .fact("Version", () -> version)
        .fact("Started", start::toString)
        .byteGauge("process_heap", "Heap", () -> runtime.totalMemory() - runtime.freeMemory());
  }
}
