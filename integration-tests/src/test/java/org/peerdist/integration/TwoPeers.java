package org.peerdist.integration;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.peerdist.api.PeerDistStatus.Availability;
import org.peerdist.api.PublishingService;
import org.peerdist.api.RetrievingService;
import org.peerdist.api.VersionRange;
import org.peerdist.api.spi.StatusSource;
import org.peerdist.cache.CacheOptions;
import org.peerdist.cache.ContentCache;
import org.peerdist.client.BlockStore;
import org.peerdist.client.ClientOptions;
import org.peerdist.client.PeerDistClient;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.hashgen.ContentPublishing;
import org.peerdist.hashgen.HashGenerator;
import org.peerdist.hashgen.HashingOptions;
import org.peerdist.hashgen.PublicationCache;
import org.peerdist.jetty.RetrievalHandler;
import org.peerdist.peer.CacheBlockSource;
import org.peerdist.retrieval.RetrievalServer;
import org.peerdist.wire.Bytes;

/**
 * A publisher and two peers, with all that is real: generator, caches, and retrieval over HTTP. The
 * second peer knows the first one, which knows nobody.
 */
final class TwoPeers {
  final StatusSource status = new StatusSource(Availability.AVAILABLE, VersionRange.ALL);
  final PublishingService publisher;
  final RetrievingService first;
  final RetrievingService second;
  final RetrievalServer served;
  private final List<AutoCloseable> open = new ArrayList<>();

  TwoPeers(Path folder) throws Exception {
    ServerPassphrase passphrase =
        new ServerPassphrase(Bytes.copyOf("secret".getBytes(StandardCharsets.US_ASCII)));
    HashGenerator generator = keep(new HashGenerator(passphrase, HashingOptions.defaults()));
    PublicationCache hashes =
        keep(
            new PublicationCache(
                folder.resolve("hashes"),
                1 << 20,
                PublicationCache.generation(passphrase, HashAlgorithm.SHA_256)));
    publisher =
        keep(new ContentPublishing(generator, hashes, Set.of(ContentVersion.values()), status));
    ContentCache cache = keep(cache(folder.resolve("first")));
    served = new RetrievalServer(new CacheBlockSource(cache));
    InetSocketAddress address = serve(served);
    ClientOptions alone = ClientOptions.defaults().withDiscovery(false);
    first = keep(new PeerDistClient(alone, BlockStore.of(cache))).retrieving(status);
    ClientOptions known = alone.withNamedPeers(List.of(address));
    ContentCache other = keep(cache(folder.resolve("second")));
    second = keep(new PeerDistClient(known, BlockStore.of(other))).retrieving(status);
  }

  /** Another one, which knows a peer, and waits a minute for its answers. */
  RetrievingService patient(ServerSocket peer) throws IOException {
    ClientOptions options =
        ClientOptions.defaults()
            .withDiscovery(false)
            .withNamedPeers(List.of((InetSocketAddress) peer.getLocalSocketAddress()))
            .withRequestTimeout(Duration.ofMinutes(1));
    return keep(new PeerDistClient(options, BlockStore.NONE)).retrieving(status);
  }

  private static ContentCache cache(Path folder) throws IOException {
    return ContentCache.open(folder, CacheOptions.ofMaxBytes(64 << 20));
  }

  private InetSocketAddress serve(RetrievalServer retrieval) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    connector
        .getConnectionFactory(HttpConnectionFactory.class)
        .getHttpConfiguration()
        .setHttpCompliance(RetrievalHandler.COMPLIANCE);
    server.addConnector(connector);
    server.setHandler(new RetrievalHandler(retrieval));
    server.start();
    AutoCloseable stop = server::stop;
    open.add(stop);
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), connector.getLocalPort());
  }

  private <T extends AutoCloseable> T keep(T part) {
    open.add(part);
    return part;
  }

  void close() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }
}
