package org.peerdist.launcher;

import java.time.Duration;
import org.peerdist.client.ClientOptions;
import org.peerdist.discovery.DiscoveryOptions;
import picocli.CommandLine.Option;

/** The options that say how long peers and the origin are waited for. */
final class SearchArguments {
  @Option(
      names = "--no-discovery",
      order = 59,
      description = "Does not look for peers in the network.")
  private boolean noDiscovery;

  @Option(
      names = "--discovery-timer",
      paramLabel = "MS",
      order = 65,
      description = {
        "How long to wait for peers to say what they have, in milliseconds; no longer than",
        "until one says that it has all (default: ${DEFAULT-VALUE})."
      })
  private int discoveryTimer = (int) DiscoveryOptions.DEFAULT_REQUEST_TIMER.toMillis();

  @Option(
      names = "--request-timer",
      paramLabel = "MS",
      order = 66,
      description = {
        "How long to wait for a peer to give a block, in milliseconds",
        "(default: ${DEFAULT-VALUE})."
      })
  private int requestTimer = (int) ClientOptions.defaults().requestTimeout().toMillis();

  @Option(
      names = "--origin-patience",
      paramLabel = "SECONDS",
      order = 57,
      description = {
        "How long an origin that was lost in mid-download is tried again while nothing comes",
        "(default: ${DEFAULT-VALUE})."
      })
  private int originPatience = (int) ClientOptions.defaults().originPatience().toSeconds();

  /**
   * Options of a client.
   *
   * @throws IllegalArgumentException in one sentence, if they can't be
   */
  ClientOptions options(DiscoveryOptions discovery) {
    return ClientOptions.defaults()
        .withDiscovery(!noDiscovery)
        .withProbing(discovery.withRequestTimer(Duration.ofMillis(discoveryTimer)))
        .withRequestTimeout(Duration.ofMillis(requestTimer))
        .withOriginPatience(Duration.ofSeconds(originPatience));
  }
}
