package org.peerdist.launcher;

import java.util.List;
import org.peerdist.discovery.DiscoveryOptions;
import picocli.CommandLine.Option;

/** The options that say where peers find each other. */
final class DiscoveryArguments {
  @Option(
      names = "--interface",
      paramLabel = "NAME",
      order = 60,
      description = {
        "A network interface for discovery; can be repeated",
        "(default: all that can multicast; loopback only if it is named)."
      })
  private List<String> interfaces = List.of();

  @Option(
      names = "--discovery-port",
      paramLabel = "PORT",
      order = 61,
      description = "The UDP port of discovery; everybody uses ${DEFAULT-VALUE}.")
  private int port = DiscoveryOptions.DEFAULT_PORT;

  /** The names of the network interfaces, or none for the usual ones. */
  List<String> interfaces() {
    return interfaces;
  }

  /**
   * The usual options, there.
   *
   * @throws IllegalArgumentException in one sentence, if they can't be
   */
  DiscoveryOptions options() {
    return DiscoveryOptions.defaults().withInterfaces(interfaces).withPort(port);
  }
}
