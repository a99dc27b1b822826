package org.peerdist.integration;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.peerdist.cache.CacheOptions;
import org.peerdist.cache.ContentCache;
import org.peerdist.client.BlockStore;
import org.peerdist.client.ClientOptions;
import org.peerdist.client.DownloadLog;
import org.peerdist.client.DownloadRates;
import org.peerdist.client.DownloadReport;
import org.peerdist.client.DownloadRequest;
import org.peerdist.client.DownloadTarget;
import org.peerdist.client.PeerDistClient;
import org.peerdist.client.ProgressListener;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.discovery.DiscoveryOptions;
import org.peerdist.discovery.Quorum;
import org.peerdist.hostedcache.HostedCacheSite;
import org.peerdist.jetty.FileOrigin;
import org.peerdist.jetty.service.HostedCacheService;
import org.peerdist.jetty.service.HttpService;
import org.peerdist.jetty.service.PeerService;
import org.peerdist.jetty.service.PeerSettings;
import org.peerdist.jetty.service.SharedDownloadLog;
import org.peerdist.launcher.internal.Loopback;
import org.peerdist.launcher.internal.SharedCacheStore;
import org.peerdist.retrieval.UploadLimits;
import org.peerdist.wire.Bytes;

/**
 * An origin at the end of a thin line, and clients that each have a cache of their own and give to
 * the others, all in this process and on the loopback interface.
 */
public final class Crowd implements AutoCloseable {
  private final Path folder;
  private final FileOrigin origin;
  private final ThinLine line;
  private final HttpService server;
  private final DiscoveryOptions discovery;
  private boolean namesFirst;
  private boolean besidePeers;
  private final List<Client> clients = new ArrayList<>();
  private ContentCache hostedStore;
  private HostedCacheService hostedCache;

  /** One client, with what it has open. */
  private record Client(
      Path folder,
      ContentCache cache,
      PeerDistClient client,
      PeerService peer,
      Optional<SharedCacheStore> beside) {}

  /**
   * Starts an origin.
   *
   * @param folder for all files of the origin and the clients
   * @param site the files that the origin has
   * @param bytesPerSecond what the line to the origin carries
   * @param discovery how the clients find each other
   * @throws IOException if that fails
   */
  public Crowd(Path folder, Path site, long bytesPerSecond, DiscoveryOptions discovery)
      throws IOException {
    this.folder = folder;
    this.discovery = discovery;
    byte[] passphrase = "of the crowd".getBytes(StandardCharsets.UTF_8);
    this.origin =
        FileOrigin.builder(
                site,
                Files.createDirectories(folder.resolve("publications")),
                new ServerPassphrase(Bytes.copyOf(passphrase)))
            .publish(true)
            .open();
    this.line = new ThinLine(origin.handler(), bytesPerSecond);
    this.server = HttpService.start("127.0.0.1", Loopback.address(0), line);
  }

  /**
   * Waits until the origin has all hashes.
   *
   * @return false if it takes too long
   * @throws InterruptedException if the thread is interrupted
   */
  public boolean awaitHashes() throws InterruptedException {
    return origin.awaitPublished(Duration.ofMinutes(5));
  }

  /**
   * Starts a hosted cache, for all clients that are added from now on.
   *
   * @param cacheBytes what it may keep
   * @throws IOException if that fails
   */
  public void addHostedCache(long cacheBytes) throws IOException {
    Path own = Files.createDirectories(folder.resolve("hosted-cache"));
    hostedStore = ContentCache.open(own, CacheOptions.ofMaxBytes(cacheBytes));
    hostedCache = HostedCacheService.create(hostedStore);
    hostedCache.listen(
        "127.0.0.1", Loopback.address(0), new UploadLimits(1024, OptionalLong.empty()));
  }

  /**
   * Adds clients.
   *
   * @param count how many
   * @param cacheBytes what the cache of each may take
   * @throws IOException if that fails
   */
  public void add(int count, long cacheBytes) throws IOException {
    add(count, cacheBytes, DownloadRates.UNLIMITED);
  }

  /** Has all clients that are added from now on name the first one. */
  public void nameFirst() {
    namesFirst = true;
  }

  /** Has all clients that are added from now on use the caches of peers that run beside them. */
  public void runBesidePeers() {
    besidePeers = true;
  }

  private List<InetSocketAddress> namedPeers() {
    return namesFirst ? List.of(Loopback.address(clients.get(0).peer.port())) : List.of();
  }

  /**
   * Adds clients with limits.
   *
   * @param count how many
   * @param cacheBytes what the cache of each may take
   * @param rates how fast each of them may be
   * @throws IOException if that fails
   */
  public void add(int count, long cacheBytes, DownloadRates rates) throws IOException {
    for (int i = 0; i < count; i++) {
      Path own = Files.createDirectories(folder.resolve("client-" + clients.size()));
      ContentCache cache =
          ContentCache.open(
              Files.createDirectories(own.resolve("cache")), CacheOptions.ofMaxBytes(cacheBytes));
      ClientOptions options =
          ClientOptions.defaults()
              .withProbing(discovery)
              .withHostedCaches(hostedCaches())
              .withNamedPeers(namedPeers())
              .withRates(rates);
      InetSocketAddress address = Loopback.address(0);
      PeerSettings settings = new PeerSettings("127.0.0.1", address, discovery, UploadLimits.PEER);
      Client added =
          besidePeers
              ? beside(own, cache, options, settings)
              : alone(own, cache, options, settings);
      added.client.offerFrom(site -> OptionalInt.of(added.peer.port()));
      clients.add(added);
    }
  }

  private static Client alone(
      Path own, ContentCache cache, ClientOptions options, PeerSettings settings)
      throws IOException {
    Quorum quorum = new Quorum(Quorum.DEFAULT);
    PeerDistClient client = new PeerDistClient(options, BlockStore.of(cache), quorum);
    PeerService peer = PeerService.start(cache, settings, quorum, client::hasSent);
    client.offeredAs(peer.service());
    return new Client(own, cache, client, peer, Optional.empty());
  }

  /** Knows of the peer what another process would. */
  private static Client beside(
      Path own, ContentCache cache, ClientOptions options, PeerSettings settings)
      throws IOException {
    Quorum quorum = new Quorum(Quorum.DEFAULT);
    PeerService peer = PeerService.start(cache, settings, quorum, messageId -> false);
    Path socket = own.resolve("socket");
    peer.share(new SharedDownloadLog(new DownloadLog(), quorum), socket);
    SharedCacheStore store = SharedCacheStore.connect(socket, Duration.ofSeconds(30));
    PeerDistClient client = new PeerDistClient(options, store);
    client.offeredAs(store.host().service(), store::announce);
    return new Client(own, cache, client, peer, Optional.of(store));
  }

  private List<HostedCacheSite> hostedCaches() {
    if (hostedCache == null) {
      return List.of();
    }
    int port = URI.create(hostedCache.urls().get(0)).getPort();
    return List.of(HostedCacheSite.at(Loopback.address(port)));
  }

  /**
   * Lets all clients fetch a file at the same moment.
   *
   * @param name its name
   * @param keep whether to keep what they write, in {@link #output}
   * @return what came from where, for each client
   * @throws Exception if one of them fails
   */
  public List<DownloadReport> fetch(String name, boolean keep) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(clients.size());
    try {
      CyclicBarrier start = new CyclicBarrier(clients.size());
      List<Callable<DownloadReport>> tasks = new ArrayList<>();
      for (int i = 0; i < clients.size(); i++) {
        PeerDistClient client = clients.get(i).client;
        Path file = keep ? output(i) : Path.of("/dev/null");
        tasks.add(
            () -> {
              start.await();
              return fetch(client, name, file);
            });
      }
      List<DownloadReport> reports = new ArrayList<>();
      for (Future<DownloadReport> done : threads.invokeAll(tasks)) {
        reports.add(done.get());
      }
      return reports;
    } finally {
      threads.shutdownNow();
    }
  }

  private DownloadReport fetch(PeerDistClient client, String name, Path file)
      throws IOException, InterruptedException {
    try (DownloadTarget target = DownloadTarget.ofFile(file)) {
      URI url = URI.create(server.url() + name);
      return client.fetch(new DownloadRequest(url, target, ProgressListener.NONE, true));
    }
  }

  /**
   * Where a client writes.
   *
   * @param client its number
   * @return the file
   */
  public Path output(int client) {
    return clients.get(client).folder.resolve("output");
  }

  /**
   * What the origin has sent.
   *
   * @return the bytes of contents that went over the line so far
   */
  public long originBytes() {
    return line.contentBytes();
  }

  @Override
  public void close() throws IOException {
    try (origin;
        line;
        server) {
      clients.forEach(client -> client.client.close());
      for (Client client : clients) {
        client.beside.ifPresent(SharedCacheStore::close);
        client.peer.close();
        client.cache.close();
      }
      if (hostedCache != null) {
        hostedCache.close();
        hostedStore.close();
      }
    }
  }
}
