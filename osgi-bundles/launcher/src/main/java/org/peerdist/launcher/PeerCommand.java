package org.peerdist.launcher;

import java.io.IOException;
import java.util.List;
import org.peerdist.cache.ContentCache;
import org.peerdist.launcher.internal.PeerService;
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

  @Option(
      names = "--interface",
      paramLabel = "NAME",
      description = {
        "A network interface on which to answer discovery (UDP 3702); can be repeated",
        "(default: all that can multicast; loopback only if it is named)."
      })
  private List<String> interfaces = List.of();

  @Mixin private OwnCacheOptions cacheOptions;

  @Override
  void run() throws CommandFailure, IOException, InterruptedException {
    try (ServiceRun run = ServiceRun.start();
        ContentCache cache = cacheOptions.open();
        PeerService peer =
            PeerService.start(
                cache, listen.host(), listen.resolve(), interfaces, messageId -> false)) {
      Ready.print(peer.url());
      run.awaitStop();
    }
  }
}
