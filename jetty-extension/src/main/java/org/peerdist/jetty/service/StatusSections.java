package org.peerdist.jetty.service;

import org.peerdist.cache.ContentCache;
import org.peerdist.client.DownloadLog;
import org.peerdist.hashgen.PublishingStatistics;
import org.peerdist.hostedcache.OfferStatistics;
import org.peerdist.jetty.SeenPeers;
import org.peerdist.jetty.status.StatusBoard;
import org.peerdist.origin.OriginStatistics;
import org.peerdist.retrieval.RetrievalServer;

/** What there is to see of each service, in numbers: sections of a board. */
public final class StatusSections {
  private StatusSections() {}

  /**
   * What an origin answered, in the section that has begun.
   *
   * @param board where to put it
   * @param statistics what it counts
   */
  public static void addOrigin(StatusBoard board, OriginStatistics statistics) {
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

  /**
   * What is hashed, in a section of its own.
   *
   * @param board where to put it
   * @param statistics what the publisher counts
   */
  public static void addHashing(StatusBoard board, PublishingStatistics statistics) {
    board
        .section("Hashing")
        .gauge("hashing_pending", "Queue: waiting or running", statistics::pending)
        .counter("hashing_accepted", "Accepted", statistics::accepted)
        .counter("hashing_completed", "Completed", statistics::completed)
        .counter("hashing_failed", "Failed", statistics::failed)
        .counter("hashing_changed", "In vain, as the file changed", statistics::changed)
        .counter("hashing_rejected", "Turned down, as too much went on", statistics::rejected)
        .byteCounter("hashing_content", "Hashed", statistics::hashedBytes)
        .charted();
  }

  /**
   * What a peer gives, in a section of its own.
   *
   * @param board where to put it
   * @param peer the peer
   */
  public static void addPeer(StatusBoard board, PeerService peer) {
    board
        .section("Peer")
        .fact("Mode", () -> "peer, distributed cache")
        .fact("Listens at", peer::url)
        .fact("Name in discovery", peer::service);
    addUploads(board, "", peer.uploads().retrieval(), peer.uploads().seen());
  }

  /**
   * What a hosted cache gives and is offered, in sections of its own.
   *
   * @param board where to put it
   * @param prefix what the names for programs of what it gives begin with; empty where no peer is
   *     on the same board
   * @param hosted the hosted cache, which listens
   */
  public static void addHostedCache(StatusBoard board, String prefix, HostedCacheService hosted) {
    board
        .section("Hosted cache")
        .fact("Mode", () -> "hosted cache")
        .fact("Listens at", () -> String.join(" ", hosted.urls()));
    addUploads(board, prefix, hosted.retrieval(), hosted.seen());
    addOffers(board.section("Offers"), hosted.offers());
    board.gauge("offers_pending", "Queue: waiting or fetched now", hosted::pending);
  }

  /**
   * What is given to others, in the section that has begun.
   *
   * @param board where to put it
   * @param prefix what the names for programs begin with; empty for the first on a board
   * @param retrieval what gives it
   * @param seen who asked
   */
  public static void addUploads(
      StatusBoard board, String prefix, RetrievalServer retrieval, SeenPeers seen) {
    board
        .gauge(prefix + "uploads_active", "Uploads now", retrieval::activeUploads)
        .counter(
            prefix + "uploads_busy", "Turned down, as too many at once", retrieval::busyAnswers)
        .gauge(prefix + "peers_seen", "Peers seen", seen::count)
        .counter(prefix + "blocks_asked", "Blocks asked for", retrieval::blocksAsked)
        .counter(prefix + "blocks_given", "Blocks given", retrieval::blocksServed)
        .percentGauge(
            prefix + "blocks_hits",
            "Hit rate",
            () -> percent(retrieval.blocksServed(), retrieval.blocksAsked()))
        .byteCounter(prefix + "uploads_given", "Given to others", retrieval::bytesServed)
        .charted();
  }

  /**
   * What a cache has, in a section of its own.
   *
   * @param board where to put it
   * @param cache the cache
   */
  public static void addCache(StatusBoard board, ContentCache cache) {
    board
        .section("Cache")
        .byteGauge("cache_used", "Used", cache::size)
        .charted()
        .byteGauge("cache_limit", "At most", cache::limit)
        .percentGauge("cache_use", "In use", () -> percent(cache.size(), cache.limit()));
  }

  /**
   * What was downloaded, in a section of its own.
   *
   * @param board where to put it
   * @param title whose downloads they are
   * @param downloads their log
   */
  public static void addDownloads(StatusBoard board, String title, DownloadLog downloads) {
    board
        .section(title)
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
}
