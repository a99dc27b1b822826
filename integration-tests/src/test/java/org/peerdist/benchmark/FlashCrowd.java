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
    double alone = fetch(folder.resolve("alone"), site, discovery, name, 1, false)[1];
    double[] all = fetch(folder.resolve("crowd"), site, discovery, name, CLIENTS, false);
    double[] hosted =
        Boolean.getBoolean("nohosted")
            ? new double[2]
            : fetch(folder.resolve("hosted"), site, discovery, name, CLIENTS, true);
    return String.format(
        Locale.ROOT,
        "%d clients: %.3f copies over the line (wanted 1.2), the slowest %.1f s, one alone %.1f s;"
            + " with a hosted cache %.3f copies (wanted 1.05), the slowest %.1f s",
        CLIENTS,
        all[0] / length,
        all[1],
        alone,
        hosted[0] / length,
        hosted[1]);
  }

  private static double[] fetch(
      Path own, Path site, DiscoveryOptions discovery, String name, int count, boolean hosted)
      throws Exception {
    try (Crowd crowd = new Crowd(own, site, BYTES_PER_SECOND, discovery)) {
      if (!crowd.awaitHashes()) {
        throw new IOException("no hashes");
      }
      if (hosted) {
        crowd.addHostedCache(CACHE);
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
