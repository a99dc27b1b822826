package org.peerdist.jetty.service;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import org.peerdist.cache.ContentCache;
import org.peerdist.jetty.RetrievalHandler;
import org.peerdist.jetty.SeenPeers;
import org.peerdist.peer.CacheBlockSource;
import org.peerdist.retrieval.CryptoAlgorithm;
import org.peerdist.retrieval.RetrievalServer;
import org.peerdist.retrieval.UploadLimits;

/** Gives the blocks of a content cache to whoever knows the address. */
public final class UploadService implements AutoCloseable {
  private final RetrievalServer retrieval;
  private final SeenPeers seen;
  private final HttpService server;

  private UploadService(RetrievalServer retrieval, SeenPeers seen, HttpService server) {
    this.retrieval = retrieval;
    this.seen = seen;
    this.server = server;
  }

  /**
   * Starts it.
   *
   * @param cache the cache, which has to be open as long as this runs
   * @param host the address as the user calls it
   * @param address where to listen; port 0 is any free port
   * @param limits how much is given at once
   * @return the running service
   * @throws IOException if the address can't be had
   */
  public static UploadService start(
      ContentCache cache, String host, InetSocketAddress address, UploadLimits limits)
      throws IOException {
    RetrievalServer retrieval =
        new RetrievalServer(
            new CacheBlockSource(cache), CryptoAlgorithm.AES_128, limits, new SecureRandom());
    RetrievalHandler handler = new RetrievalHandler(retrieval);
    HttpService server = HttpService.start(host, address, handler, HttpService.BRANCH);
    return new UploadService(retrieval, handler.seen(), server);
  }

  /**
   * The port in use.
   *
   * @return 1 to 65535
   */
  public int port() {
    return server.port();
  }

  /**
   * Where the service listens.
   *
   * @return such as {@code http://0.0.0.0:1337/}
   */
  public String url() {
    return server.url();
  }

  /**
   * What others are given.
   *
   * @return counts it
   */
  public RetrievalServer retrieval() {
    return retrieval;
  }

  /**
   * Who asked for something.
   *
   * @return a list that goes on
   */
  public SeenPeers seen() {
    return seen;
  }

  /**
   * The server that gives it.
   *
   * @return runs as long as this does
   */
  public HttpService server() {
    return server;
  }

  @Override
  public void close() {
    server.close();
  }
}
