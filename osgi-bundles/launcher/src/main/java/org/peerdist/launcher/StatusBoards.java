package org.peerdist.launcher;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.peerdist.cache.ContentCache;
import org.peerdist.client.DownloadLog;
import org.peerdist.jetty.FileOrigin;
import org.peerdist.jetty.service.HostedCacheService;
import org.peerdist.jetty.service.PeerService;
import org.peerdist.jetty.service.StatusSections;
import org.peerdist.jetty.service.StatusTables;
import org.peerdist.jetty.status.RecentProblems;
import org.peerdist.jetty.status.StatusBoard;

/** What there is to see of each service, and of the process. */
final class StatusBoards implements AutoCloseable {
  private static final String PEERS = "Peers seen";

  private final RecentProblems problems = RecentProblems.start("");

  /** Boards that tell the errors of this process from now on. */
  StatusBoards() {}

  StatusBoard ofOrigin(FileOrigin origin, Path folder) {
    StatusBoard board = new StatusBoard().section("Origin").fact("Mode", () -> "content server");
    board.fact("Folder", folder::toString);
    StatusSections.addOrigin(board, origin.statistics());
    StatusSections.addHashing(board, origin.publishingStatistics());
    StatusTables.addAnswers(board, origin.statistics().recent());
    return process(board);
  }

  StatusBoard ofPeer(PeerService peer, ContentCache cache, DownloadLog downloads) {
    StatusBoard board = new StatusBoard();
    StatusSections.addPeer(board, peer);
    StatusSections.addCache(board, cache);
    StatusSections.addDownloads(board, "Downloads of 'get'", downloads);
    StatusTables.addDownloads(board, downloads);
    StatusTables.addPeers(board, PEERS, peer.uploads().seen());
    return process(board);
  }

  StatusBoard ofHostedCache(HostedCacheService service, ContentCache cache) {
    StatusBoard board = new StatusBoard();
    StatusSections.addHostedCache(board, "", service);
    StatusSections.addCache(board, cache);
    StatusTables.addPeers(board, PEERS, service.seen());
    return process(board);
  }

  private StatusBoard process(StatusBoard board) {
    Instant start =
        Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime())
            .truncatedTo(ChronoUnit.SECONDS);
    Runtime runtime = Runtime.getRuntime();
    StatusTables.addProblems(board, problems);
    String version = String.join(", ", new ProgramVersion().getVersion());
    return board
        .section("Process")
        .fact("Version", () -> version)
        .fact("Started", start::toString)
        .byteGauge("process_heap", "Heap", () -> runtime.totalMemory() - runtime.freeMemory());
  }

  @Override
  public void close() {
    problems.close();
  }
}
