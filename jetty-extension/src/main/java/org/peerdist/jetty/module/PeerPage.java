package org.peerdist.jetty.module;

import java.util.Optional;
import org.peerdist.cache.ContentCache;
import org.peerdist.client.DownloadLog;
import org.peerdist.jetty.SeenPeers;
import org.peerdist.jetty.service.StatusSections;
import org.peerdist.jetty.service.StatusTables;
import org.peerdist.jetty.status.StatusBoard;
import org.peerdist.jetty.status.StatusHandler;
import org.peerdist.retrieval.RetrievalServer;

/**
 * What there is to see of a peer that lives in a server.
 *
 * @param retrieval what it gives
 * @param seen who asked
 * @param cache what it has
 * @param downloads what {@code get} downloaded with its cache
 */
record PeerPage(
    RetrievalServer retrieval, SeenPeers seen, ContentCache cache, DownloadLog downloads) {
  /** Who may look. */
  enum Access {
    LOCAL,
    ALL,
    OFF
  }

  /** Shows it; nothing if nobody may look. */
  Optional<StatusHandler> handler(Access access) {
    return switch (access) {
      case LOCAL -> Optional.of(new StatusHandler(board(), StatusHandler.Viewers.LOCAL));
      case ALL -> Optional.of(new StatusHandler(board(), StatusHandler.Viewers.ALL));
      case OFF -> Optional.empty();
    };
  }

  private StatusBoard board() {
    StatusBoard board = new StatusBoard().section("Peer");
    board.fact("Mode", () -> "peer, distributed cache");
    StatusSections.addUploads(board, "", retrieval, seen);
    StatusSections.addCache(board, cache);
    StatusSections.addDownloads(board, "Downloads of 'get'", downloads);
    StatusTables.addDownloads(board, downloads);
    StatusTables.addPeers(board, "Peers seen", seen);
    return board;
  }
}
