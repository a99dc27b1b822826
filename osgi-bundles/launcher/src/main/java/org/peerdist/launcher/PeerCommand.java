package org.peerdist.launcher;

import java.io.IOException;
import java.util.List;
import org.peerdist.cache.ContentCache;
import org.peerdist.client.DownloadLog;
import org.peerdist.discovery.Quorum;
import org.peerdist.jetty.service.PeerService;
import org.peerdist.jetty.service.PeerSettings;
import org.peerdist.jetty.service.SharedDownloadLog;
import org.peerdist.launcher.internal.ServiceRun;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Offers the content cache to others. */
@Command(
    name = "peer",
    description = {
      "Offers the content cache to other machines in the network.",
      "'get' on the same state folder takes from this cache and adds to it while this runs.",
      "Prints 'ready URL' when it accepts connections, and runs until SIGINT or SIGTERM."
    })
final class PeerCommand extends Subcommand {
  private static final Logger LOG = LoggerFactory.getLogger(PeerCommand.class);

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      converter = HostAndPort.Converter.class,
      description = "Where others can fetch blocks (default: 0.0.0.0:1337).")
  private HostAndPort listen = new HostAndPort("0.0.0.0", 1337);

  @Mixin private DiscoveryArguments discovery;

  @Mixin private UploadArguments uploads;

  @Mixin private OwnCacheOptions cacheOptions;

  @Mixin private StatusOption status;

  @Override
  void run() throws CommandFailure, IOException, InterruptedException {
    if (uploads.isNothing()) {
      throw usage("--max-uploads 0 leaves a peer nothing to do");
    }
    PeerSettings settings = settings();
    DownloadLog downloads = new DownloadLog();
    Quorum quorum = new Quorum(Quorum.DEFAULT);
    try (ServiceRun run = ServiceRun.start();
        StatusBoards boards = new StatusBoards();
        ContentCache cache = cacheOptions.open();
        PeerService peer = PeerService.start(cache, settings, quorum, messageId -> false)) {
      share(peer, new SharedDownloadLog(downloads, quorum));
      status.show(boards.ofPeer(peer, cache, downloads), List.of(peer.uploads().server()));
      Ready.print(peer.url());
      Managed.show(List.of(peer.uploads().server()));
      run.awaitStop();
    }
  }

  private PeerSettings settings() throws CommandFailure {
    try {
      return uploads.settings(listen, listen.resolve(), discovery.options());
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }

  /** Lets commands on this machine use the cache, if that can be done. */
  private void share(PeerService peer, SharedDownloadLog downloads) {
    try {
      peer.share(downloads, cacheOptions.socket());
    } catch (IOException | UnsupportedOperationException e) {
      LOG.warn("'get' can't use the cache while this runs: {}", Failures.describe(e));
    }
  }
}
