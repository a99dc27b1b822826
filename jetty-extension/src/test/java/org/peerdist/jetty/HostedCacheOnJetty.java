package org.peerdist.jetty;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.peerdist.cache.CacheOptions;
import org.peerdist.cache.ContentCache;
import org.peerdist.hostedcache.HostedCache;
import org.peerdist.hostedcache.HostedCacheAddress;
import org.peerdist.hostedcache.HostedCacheOptions;
import org.peerdist.hostedcache.HostedCacheVersion;
import org.peerdist.retrieval.CryptoAlgorithm;
import org.peerdist.retrieval.RetrievalServer;

/** A hosted cache on a real Jetty server with HTTP and HTTPS, as careless as one can set it up. */
final class HostedCacheOnJetty implements AutoCloseable {
  final ContentCache cache;
  final HostedCache hosted;
  final RetrievalServer retrieval;
  private final Server server = new Server();
  private final ServerConnector plain;
  private final ServerConnector secure;

  HostedCacheOnJetty(Path folder, Path keyStore, Duration timeout) throws Exception {
    cache = ContentCache.open(folder.resolve("hosted-cache"), CacheOptions.ofMaxBytes(50_000_000));
    hosted = HostedCache.start(cache, HostedCacheOptions.DEFAULT);
    retrieval =
        new RetrievalServer(
            hosted.blocks(),
            CryptoAlgorithm.AES_128,
            HostedCache.DEFAULT_UPLOADS,
            new SecureRandom());
    plain = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration()));
    secure = new ServerConnector(server, 1, 1, tls(keyStore), https());
    for (ServerConnector connector : new ServerConnector[] {plain, secure}) {
      connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
      server.addConnector(connector);
    }
    server.setHandler(
        new Handler.Sequence(
            new HostedCacheHandler(hosted, timeout), new RetrievalHandler(retrieval)));
    server.start();
  }

  /** Believes what headers say about where a request came from. */
  private static HttpConfiguration configuration() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.addCustomizer(new ForwardedRequestCustomizer());
    return configuration;
  }

  private static HttpConnectionFactory https() {
    HttpConfiguration configuration = configuration();
    configuration.addCustomizer(new SecureRequestCustomizer(false));
    return new HttpConnectionFactory(configuration);
  }

  private static SslConnectionFactory tls(Path keyStore) {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStorePath(keyStore.toUri().toString());
    tls.setKeyStorePassword(TestCertificate.PASSWORD);
    return new SslConnectionFactory(tls, "http/1.1");
  }

  int port(HostedCacheVersion version) {
    return (version == HostedCacheVersion.V1 ? secure : plain).getLocalPort();
  }

  /** Where offers go to. */
  HostedCacheAddress offers(HostedCacheVersion version) {
    return new HostedCacheAddress(version, "127.0.0.1", port(version));
  }

  /** Where blocks come from. */
  InetSocketAddress blocks() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), plain.getLocalPort());
  }

  /** Waits until nothing is being fetched; the test's timeout ends the waiting. */
  void awaitPulls() throws InterruptedException {
    while (hosted.pending() > 0) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() throws IOException {
    LifeCycle.stop(server);
    hosted.close();
    cache.close();
  }
}
