package org.peerdist.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.cache.CacheOptions;
import org.peerdist.cache.ContentCache;
import org.peerdist.client.BlockStore;
import org.peerdist.client.ClientOptions;
import org.peerdist.client.DownloadReport;
import org.peerdist.client.DownloadRequest;
import org.peerdist.client.DownloadTarget;
import org.peerdist.client.PeerDistClient;
import org.peerdist.configuration.HostPort;

/** The container of the distribution, started as its users do. */
@DisabledOnOs(OS.WINDOWS)
class DistributionIT {
  private static final int LENGTH = 1_000_000;
  private static final ClientOptions ALONE = ClientOptions.defaults().withDiscovery(false);

  @TempDir private Path folder;

  @Test
  @Timeout(180)
  void container_withConfigurationFiles_isAPeerUntilItIsStopped() throws Exception {
    Path cache = folder.resolve("the cache");
    try (Origin origin = new Origin(folder, LENGTH, 1L << 32)) {
      try (ContentCache before = ContentCache.open(cache, CacheOptions.ofMaxBytes(20 << 20))) {
        fetch(origin, ALONE, BlockStore.of(before));
      }
      configure("cache", "folder=" + cache, "size=20MiB");
      configure("peer", "listen=127.0.0.1:0", "interfaces=lo", "discovery.port=17023");
      Process container = start();
      try {
        String peer = awaitPeer(container);
        ClientOptions options = ALONE.withNamedPeers(List.of(HostPort.parse(peer).resolve()));
        DownloadReport report = fetch(origin, options, BlockStore.NONE);

        // Of a peer on a machine that is busy, the client may take a part only.
        assertThat(report.fromPeers()).as(report.toString()).isPositive();
        container.destroy();
        assertThat(container.waitFor(60, TimeUnit.SECONDS)).as("stops when asked").isTrue();
        ContentCache.open(cache, CacheOptions.ofMaxBytes(20 << 20)).close();
      } finally {
        container.destroyForcibly();
      }
    }
  }

  private void configure(String name, String... lines) throws Exception {
    Path conf = Files.createDirectories(folder.resolve("conf"));
    Files.write(conf.resolve("org.peerdist." + name + ".cfg"), List.of(lines));
  }

  private Process start() throws Exception {
    Path command = Path.of(System.getProperty("peerdist.launcher")).resolveSibling("peerdist-osgi");
    ProcessBuilder builder = new ProcessBuilder(command.toString());
    builder.environment().put("PEERDIST_CONF", folder.resolve("conf").toString());
    builder.environment().put("PEERDIST_CONTAINER", folder.resolve("container").toString());
    builder.redirectErrorStream(true).redirectInput(Path.of("/dev/null").toFile());
    return builder.start();
  }

  /** Reads the log up to the address of the peer. */
  private static String awaitPeer(Process container) throws Exception {
    StringBuilder log = new StringBuilder();
    BufferedReader lines = container.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      log.append(line).append('\n');
      if (line.contains("org.peerdist.peer runs at ")) {
        return line.replaceFirst(".*http://([^/]*)/.*", "$1");
      }
    }
    throw new AssertionError("no peer: " + log);
  }

  private DownloadReport fetch(Origin origin, ClientOptions options, BlockStore store)
      throws Exception {
    Path file = folder.resolve("file");
    try (PeerDistClient client = new PeerDistClient(options, store);
        DownloadTarget target = DownloadTarget.ofFile(file)) {
      return client.fetch(DownloadRequest.of(URI.create(origin.url()), target));
    } finally {
      assertThat(file).hasSameBinaryContentAs(origin.file());
    }
  }
}
