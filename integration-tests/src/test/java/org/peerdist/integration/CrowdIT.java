package org.peerdist.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.client.DownloadRates;
import org.peerdist.client.DownloadReport;
import org.peerdist.discovery.DiscoveryOptions;
import org.peerdist.launcher.internal.Loopback;

/** Clients that start at the same moment take little more than one copy over a thin line. */
@Timeout(180)
class CrowdIT {
  private static final int CLIENTS = 8;
  private static final int LENGTH = 16 << 20;
  private static final long BYTES_PER_SECOND = 4 << 20;
  private static final long CACHE = 256 << 20;
  private static final DownloadRates LIMIT =
      new DownloadRates(OptionalLong.of(BYTES_PER_SECOND / 2), OptionalLong.empty());

  @TempDir Path folder;

  @Test
  void fetch_allAtOnce_takesMuchLessThanACopyEach() throws Exception {
    fetchAllAtOnce(crowd -> crowd.add(CLIENTS, CACHE));
  }

  @Test
  void fetch_allAtOnceWithHostedCache_takesMuchLessThanACopyEach() throws Exception {
    fetchAllAtOnce(
        crowd -> {
          crowd.addHostedCache(CACHE);
          crowd.add(CLIENTS, CACHE);
        });
  }

  /** As where every machine runs a peer, and somebody on it runs 'get'. */
  @Test
  void fetch_allAtOnceBesidePeers_takesMuchLessThanACopyEach() throws Exception {
    fetchAllAtOnce(
        crowd -> {
          crowd.runBesidePeers();
          crowd.add(CLIENTS, CACHE);
        });
  }

  /** Of which the one that all others name is one, and has nothing before them. */
  @Test
  void fetch_allAtOnceWithANamedPeer_takesMuchLessThanACopyEach() throws Exception {
    fetchAllAtOnce(
        crowd -> {
          crowd.add(1, CACHE);
          crowd.nameFirst();
          crowd.add(CLIENTS - 1, CACHE);
        });
  }

  @Test
  void fetch_allAtOnceSomeWithALimit_takesMuchLessThanACopyEach() throws Exception {
    fetchAllAtOnce(
        crowd -> {
          crowd.add(CLIENTS / 2, CACHE);
          crowd.add(CLIENTS / 2, CACHE, LIMIT);
        });
  }

  /** Who is there. */
  private interface Members {
    void join(Crowd crowd) throws IOException;
  }

  private void fetchAllAtOnce(Members members) throws Exception {
    Optional<String> link = Loopback.workingInterface();
    assumeTrue(link.isPresent(), "this system has no multicast on its loopback interface");
    byte[] content = new byte[LENGTH];
    new Random(5).nextBytes(content);
    Files.write(Files.createDirectories(folder.resolve("site")).resolve("data"), content);
    DiscoveryOptions discovery =
        DiscoveryOptions.defaults().withInterfaces(List.of(link.get())).withPort(freePort());
    try (Crowd crowd = new Crowd(folder, folder.resolve("site"), BYTES_PER_SECOND, discovery)) {
      assertThat(crowd.awaitHashes()).isTrue();
      members.join(crowd);
      List<DownloadReport> reports = crowd.fetch("data", true);
      for (int i = 0; i < CLIENTS; i++) {
        assertThat(crowd.output(i)).hasBinaryContent(content);
        assertThat(reports.get(i).fromPeers() + reports.get(i).fromHostedCache())
            .as(reports.toString())
            .isPositive();
        assertThat(reports.get(i).fromCache()).as(reports.toString()).isZero();
      }
      assertThat(crowd.originBytes()).as(reports.toString()).isLessThan(CLIENTS * LENGTH / 3);
      assertThat(reports.stream().mapToLong(DownloadReport::fromOrigin).sum())
          .isLessThanOrEqualTo(crowd.originBytes());
    }
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
