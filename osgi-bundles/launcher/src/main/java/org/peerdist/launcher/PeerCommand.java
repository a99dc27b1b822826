package org.peerdist.launcher;

import java.io.IOException;
import org.peerdist.cache.ContentCache;
import org.peerdist.discovery.Quorum;
import org.peerdist.launcher.internal.PeerService;
import org.peerdist.launcher.internal.PeerSettings;
import org.peerdist.launcher.internal.ServiceRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Offers the content cache to others. */
@Command(
    name = "peer",
    description = {
      "Offers the content cache to other machines in the network.",
      "Prints 'ready URL' when it accepts connections, and runs until SIGINT or SIGTERM."
    })
final class PeerCommand extends Subcommand {
  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      converter = HostAndPort.Converter.class,
      description = "Where others can fetch blocks (default: 0.0.0.0:1337).")
  private HostAndPort listen = new HostAndPort("0.0.0.0", 1337);

  @Mixin private DiscoveryArguments discovery;

  @Mixin private UploadArguments uploads;

  @Mixin private OwnCacheOptions cacheOptions;

  @Override
  void run() throws CommandFailure, IOException, InterruptedException {
    if (uploads.isNothing()) {
      throw usage("--max-uploads 0 leaves a peer nothing to do");
    }
    PeerSettings settings = settings();
    try (ServiceRun run = ServiceRun.start();
        ContentCache cache = cacheOptions.open();
        PeerService peer =
            PeerService.start(cache, settings, new Quorum(Quorum.DEFAULT), messageId -> false)) {
      Ready.print(peer.url());
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
}
