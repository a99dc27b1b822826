package org.peerdist.launcher.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.function.Predicate;
import org.peerdist.cache.ContentCache;
import org.peerdist.client.CacheBlockSource;
import org.peerdist.client.CacheHoldings;
import org.peerdist.discovery.Quorum;
import org.peerdist.discovery.Responder;
import org.peerdist.jetty.RetrievalHandler;
import org.peerdist.retrieval.CryptoAlgorithm;
import org.peerdist.retrieval.RetrievalServer;

/** Offers a content cache to the network: answers to discovery, and retrieval over HTTP. */
public final class PeerService implements AutoCloseable {
  private final HttpService server;
  private final Responder responder;

  private PeerService(HttpService server, Responder responder) {
    this.server = server;
    this.responder = responder;
  }

  /**
   * Starts to offer a cache.
   *
   * @param cache the cache, which has to be open as long as this runs
   * @param settings how to offer it
   * @param quorum knows what is so plentiful that discovery need not be answered
   * @param own tells by their message ids which probes are of this process, and are not answered
   * @return the running peer
   * @throws IOException if an address or interface can't be had
   */
  public static PeerService start(
      ContentCache cache, PeerSettings settings, Quorum quorum, Predicate<String> own)
      throws IOException {
    RetrievalServer retrieval =
        new RetrievalServer(
            new CacheBlockSource(cache),
            CryptoAlgorithm.AES_128,
            settings.limits(),
            new SecureRandom());
    InetSocketAddress address = settings.address();
    HttpService server =
        HttpService.start(settings.host(), address, new RetrievalHandler(retrieval));
    try {
      Responder responder =
          Responder.start(
              settings.discovery(),
              quorum.limit(new CacheHoldings(cache)),
              new InetSocketAddress(address.getAddress(), server.port()),
              own);
      return new PeerService(server, responder);
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /**
   * Where the retrieval server listens.
   *
   * @return such as {@code http://0.0.0.0:1337/}
   */
  public String url() {
    return server.url();
  }

  /**
   * The port of the retrieval server.
   *
   * @return 1 to 65535
   */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    try (server) {
      responder.close();
    }
  }
}
