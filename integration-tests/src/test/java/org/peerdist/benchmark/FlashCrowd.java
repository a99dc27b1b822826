package org.peerdist.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.peerdist.client.DownloadReport;
import org.peerdist.discovery.DiscoveryOptions;
import org.peerdist.integration.Crowd;
import org.peerdist.launcher.internal.Loopback;

/** Many clients in one process that start the same download at the same moment. */
final class FlashCrowd {
  private static final int CLIENTS = Integer.getInteger("flash.clients", 50);
  private static final long BYTES_PER_SECOND = 25_000_000;
  private static final long CACHE = 1L << 30;

  /** How the clients help each other. */
  private enum Way {
    TOGETHER("together", 1.2),
    HOSTED_CACHE("with a hosted cache", 1.05),
    BESIDE_PEERS("each beside a peer", 1.2);

    private final String text;
    private final double goal;

    Way(String text, double goal) {
      this.text = text;
      this.goal = goal;
    }
  }

  private FlashCrowd() {}

  /**
   * Runs one client alone, and then all at once.
   *
   * @param folder for what is written
   * @param site the folder with the file
   * @return one line
   */
  static String run(Path folder, Path site, String name, long length) throws Exception {
    String link =
        Loopback.workingInterface()
            .orElseThrow(() -> new IOException("no multicast on the loopback interface"));
    DiscoveryOptions discovery = DiscoveryOptions.defaults().withInterfaces(List.of(link));
    double alone = fetch(folder.resolve("alone"), site, discovery, name, 1, Way.TOGETHER)[1];
    StringBuilder line = new StringBuilder();
    line.append(String.format(Locale.ROOT, "%d clients, one alone %.1f s", CLIENTS, alone));
    for (Way way : Way.values()) {
      Path own = folder.resolve(way.name());
      double[] all = fetch(own, site, discovery, name, CLIENTS, way);
      line.append(
          String.format(
              Locale.ROOT,
              "; %s: %.3f copies over the line (wanted %s), the slowest %.1f s",
              way.text,
              all[0] / length,
              way.goal,
              all[1]));
    }
    return line.toString();
  }

  private static double[] fetch(
      Path own, Path site, DiscoveryOptions discovery, String name, int count, Way way)
      throws Exception {
    try (Crowd crowd = new Crowd(own, site, BYTES_PER_SECOND, discovery)) {
      if (!crowd.awaitHashes()) {
        throw new IOException("no hashes");
      }
      if (way == Way.HOSTED_CACHE) {
        crowd.addHostedCache(CACHE);
      } else if (way == Way.BESIDE_PEERS) {
        crowd.runBesidePeers();
      }
      crowd.add(count, CACHE);
      List<DownloadReport> reports = crowd.fetch(name, false);
      if (reports.stream().map(DownloadReport::sha256).distinct().count() != 1) {
        throw new IOException("clients got different bytes");
      }
      double slowest =
          reports.stream().mapToDouble(r -> r.time().toNanos() / 1e9).max().orElseThrow();
      return new double[] {crowd.originBytes(), slowest};
    }
  }
}
