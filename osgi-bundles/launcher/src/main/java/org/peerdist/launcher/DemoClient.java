package org.peerdist.launcher;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.peerdist.cache.CacheOptions;
import org.peerdist.cache.ContentCache;
import org.peerdist.client.BlockStore;
import org.peerdist.client.ClientOptions;
import org.peerdist.client.DownloadReport;
import org.peerdist.client.DownloadRequest;
import org.peerdist.client.DownloadTarget;
import org.peerdist.client.PeerDistClient;
import org.peerdist.discovery.DiscoveryOptions;
import org.peerdist.discovery.Quorum;
import org.peerdist.jetty.service.PeerService;
import org.peerdist.jetty.service.PeerSettings;
import org.peerdist.launcher.internal.Loopback;
import org.peerdist.retrieval.UploadLimits;

/** A machine in the branch: it has a cache of its own, fetches, and gives to others. */
final class DemoClient implements AutoCloseable {
  private final String name;
  private final Path folder;
  private final ContentCache cache;
  private final PeerService peer;
  private final Quorum quorum = new Quorum(Quorum.DEFAULT);

  /** What fetches now, or did so last; nothing before. */
  private volatile PeerDistClient fetching;

  private DemoClient(
      String name, Path folder, ContentCache cache, InetSocketAddress address, List<String> links)
      throws IOException {
    this.name = name;
    this.folder = folder;
    this.cache = cache;
    PeerSettings settings =
        new PeerSettings(
            "127.0.0.1",
            address,
            DiscoveryOptions.defaults().withInterfaces(links),
            UploadLimits.PEER);
    this.peer = PeerService.start(cache, settings, quorum, this::hasSent);
  }

  static DemoClient start(String name, Path folder, long cacheBytes, List<String> interfaces)
      throws IOException {
    Files.createDirectories(folder);
    ContentCache cache =
        ContentCache.open(
            Files.createDirectories(folder.resolve("cache")), CacheOptions.ofMaxBytes(cacheBytes));
    try {
      return new DemoClient(name, folder, cache, Loopback.address(0), interfaces);
    } catch (IOException e) {
      cache.close();
      throw e;
    }
  }

  InetSocketAddress address() throws IOException {
    return Loopback.address(peer.port());
  }

  private boolean hasSent(String messageId) {
    PeerDistClient client = fetching;
    return client != null && client.hasSent(messageId);
  }

  /**
   * Fetches a content into a file, and holds it against what it should be.
   *
   * @param options how to find peers
   */
  DemoFetch fetch(String label, URI url, DemoContent expected, ClientOptions options)
      throws IOException, InterruptedException {
    Path file = folder.resolve("output");
    try (PeerDistClient client = new PeerDistClient(options, BlockStore.of(cache), quorum)) {
      fetching = client;
      client.offeredAs(peer.service());
      DownloadReport report;
      try (DownloadTarget target = DownloadTarget.ofFile(file)) {
        report = client.fetch(DownloadRequest.of(url, target));
      }
      return new DemoFetch(name + label, report, expected.isIn(file));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public void close() throws IOException {
    try (cache) {
      peer.close();
    }
  }
}
