package org.peerdist.launcher;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.peerdist.cache.ContentCache;
import org.peerdist.client.DownloadLog;
import org.peerdist.hashgen.PublishingStatistics;
import org.peerdist.hostedcache.OfferStatistics;
import org.peerdist.jetty.FileOrigin;
import org.peerdist.jetty.SeenPeers;
import org.peerdist.jetty.service.HostedCacheService;
import org.peerdist.jetty.service.PeerService;
import org.peerdist.jetty.status.StatusBoard;
import org.peerdist.launcher.internal.RecentProblems;
import org.peerdist.origin.OriginStatistics;
import org.peerdist.retrieval.RetrievalServer;

/** What there is to see of each service, and of the process. */
final class StatusBoards implements AutoCloseable {
  private final RecentProblems problems = RecentProblems.start();

  /** Boards that tell the errors of this process from now on. */
  StatusBoards() {}

  StatusBoard ofOrigin(FileOrigin origin, Path folder) {
    StatusBoard board = new StatusBoard().section("Origin").fact("Mode", () -> "content server");
    board.fact("Folder", folder::toString);
    addOrigin(board, origin.statistics());
    addHashing(board.section("Hashing"), origin.publishingStatistics());
    StatusTables.answers(board, origin.statistics().recent());
    return process(board);
  }

  private static void addOrigin(StatusBoard board, OriginStatistics statistics) {
    board
        .counter(
            "origin_hash_requests", "Requests that could take hashes", statistics::hashRequests)
        .counter("origin_hash_answers", "Answers with hashes", statistics::hashResponses)
        .byteCounter("origin_hash", "Sent as hashes", statistics::hashBytes)
        .byteCounter("origin_projected", "Without hashes it would be", statistics::projectedBytes)
        .counter(
            "origin_server_misses", "Answers without, as not hashed yet", statistics::serverMisses)
        .byteCounter("origin_server_miss", "Sent so", statistics::serverMissBytes)
        .counter(
            "origin_missing_data_requests",
            "Asked again, as nobody had it",
            statistics::missingDataRequests)
        .byteCounter("origin_client_miss", "Sent so, as nobody had it", statistics::clientMissBytes)
        .byteGauge("origin_saved", "Spared", statistics::savedBytes)
        .charted()
        .percentGauge(
            "origin_hits",
            "Hit rate",
            () -> percent(statistics.hashResponses(), statistics.hashRequests()));
  }

  private static int percent(long part, long all) {
    return all == 0 ? 0 : (int) Math.min(100, part * 100 / all);
  }

  private static void addHashing(StatusBoard board, PublishingStatistics statistics) {
    board
        .gauge("hashing_pending", "Queue: waiting or running", statistics::pending)
        .counter("hashing_accepted", "Accepted", statistics::accepted)
        .counter("hashing_completed", "Completed", statistics::completed)
        .counter("hashing_failed", "Failed", statistics::failed)
        .counter("hashing_changed", "In vain, as the file changed", statistics::changed)
        .counter("hashing_rejected", "Turned down, as too much went on", statistics::rejected)
        .byteCounter("hashing_content", "Hashed", statistics::hashedBytes)
        .charted();
  }

  StatusBoard ofPeer(PeerService peer, ContentCache cache, DownloadLog downloads) {
    StatusBoard board =
        new StatusBoard()
            .section("Peer")
            .fact("Mode", () -> "peer, distributed cache")
            .fact("Listens at", peer::url)
            .fact("Name in discovery", peer::service);
    addUploads(board, peer.uploads().retrieval(), peer.uploads().seen());
    addCache(board, cache);
    addDownloads(board.section("Downloads of 'get'"), downloads);
    StatusTables.downloads(board, downloads);
    StatusTables.peers(board, peer.uploads().seen());
    return process(board);
  }

  private static void addDownloads(StatusBoard board, DownloadLog downloads) {
    board
        .gauge("downloads_active", "In flight", downloads::active)
        .counter("downloads_ended", "Ended", downloads::ended)
        .counter("downloads_failed", "Of these failed", downloads::failed)
        .byteCounter("downloads_from_cache", "From the own cache", downloads::bytesFromCache)
        .byteCounter("downloads_from_peers", "From peers", downloads::bytesFromPeers)
        .byteCounter(
            "downloads_from_hosted_cache", "From the hosted cache", downloads::bytesFromHostedCache)
        .byteCounter("downloads_from_origin", "From origins", downloads::bytesFromOrigin)
        .byteGauge("downloads_saved", "Spared", downloads::savedBytes)
        .charted()
        .percentGauge("downloads_hits", "Hit rate", downloads::hitPercent);
  }

  StatusBoard ofHostedCache(HostedCacheService service, ContentCache cache) {
    StatusBoard board =
        new StatusBoard().section("Hosted cache").fact("Mode", () -> "hosted cache");
    board.fact("Listens at", () -> String.join(" ", service.urls()));
    addUploads(board, service.retrieval(), service.seen());
    addCache(board, cache);
    addOffers(board.section("Offers"), service.offers());
    board.gauge("offers_pending", "Queue: waiting or fetched now", service::pending);
    StatusTables.peers(board, service.seen());
    return process(board);
  }

  private static void addUploads(StatusBoard board, RetrievalServer retrieval, SeenPeers seen) {
    board
        .gauge("uploads_active", "Uploads now", retrieval::activeUploads)
        .counter("uploads_busy", "Turned down, as too many at once", retrieval::busyAnswers)
        .gauge("peers_seen", "Peers seen", seen::count)
        .counter("blocks_asked", "Blocks asked for", retrieval::blocksAsked)
        .counter("blocks_given", "Blocks given", retrieval::blocksServed)
        .percentGauge(
            "blocks_hits",
            "Hit rate",
            () -> percent(retrieval.blocksServed(), retrieval.blocksAsked()))
        .byteCounter("uploads_given", "Given to others", retrieval::bytesServed)
        .charted();
  }

  private static void addCache(StatusBoard board, ContentCache cache) {
    board
        .section("Cache")
        .byteGauge("cache_used", "Used", cache::size)
        .charted()
        .byteGauge("cache_limit", "At most", cache::limit)
        .percentGauge("cache_use", "In use", () -> percent(cache.size(), cache.limit()));
  }

  private static void addOffers(StatusBoard board, OfferStatistics offers) {
    board
        .counter("offers_segments", "Segments offered", offers::offeredSegments)
        .counter("offers_held", "Of these there already", offers::heldSegments)
        .counter("offers_pulled", "Fetched whole", offers::pulledSegments)
        .counter("offers_incomplete", "Fetched in part", offers::incompleteSegments)
        .counter("offers_failed", "Clients that gave nothing", offers::failedPulls)
        .counter("offers_refused", "Not fetched, because of a limit", offers::refusedSegments)
        .counter("offers_malformed", "Malformed messages", offers::malformedMessages)
        .byteCounter("offers_stored", "Stored", offers::storedBytes);
  }

  private StatusBoard process(StatusBoard board) {
    Instant start =
        Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime())
            .truncatedTo(ChronoUnit.SECONDS);
    Runtime runtime = Runtime.getRuntime();
    StatusTables.problems(board, problems);
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
