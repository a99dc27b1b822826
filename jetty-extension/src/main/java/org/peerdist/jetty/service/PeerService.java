package org.peerdist.jetty.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.peerdist.cache.ContentCache;
import org.peerdist.cache.SharedCacheHost;
import org.peerdist.cache.SharedCacheServer;
import org.peerdist.cache.SharedDownloads;
import org.peerdist.discovery.Quorum;
import org.peerdist.discovery.Responder;
import org.peerdist.discovery.SegmentHoldings;
import org.peerdist.peer.CacheHoldings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Offers a content cache to the network: answers to discovery, and retrieval over HTTP. */
public final class PeerService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeerService.class);

  private final ContentCache cache;
  private final UploadService uploads;
  private final InetAddress address;
  private final Responder responder;

  private SharedCacheServer shared;

  private PeerService(
      ContentCache cache, UploadService uploads, InetAddress address, Responder responder) {
    this.cache = cache;
    this.uploads = uploads;
    this.address = address;
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
    return start(cache, settings, quorum.limit(new CacheHoldings(cache)), own);
  }

  /**
   * Starts to offer a cache.
   *
   * @param cache the cache, which has to be open as long as this runs
   * @param settings how to offer it
   * @param holdings what to tell of it when discovery asks
   * @param own tells by their message ids which probes are of this process, and are not answered
   * @return the running peer
   * @throws IOException if an address or interface can't be had
   */
  public static PeerService start(
      ContentCache cache, PeerSettings settings, SegmentHoldings holdings, Predicate<String> own)
      throws IOException {
    InetSocketAddress address = settings.address();
    UploadService uploads = UploadService.start(cache, settings.host(), address, settings.limits());
    try {
      Responder responder =
          Responder.start(
              settings.discovery(),
              holdings,
              new InetSocketAddress(address.getAddress(), uploads.port()),
              own);
      return new PeerService(cache, uploads, address.getAddress(), responder);
    } catch (IOException e) {
      uploads.close();
      throw e;
    }
  }

  /**
   * What gives the blocks out.
   *
   * @return the service, which ends with this
   */
  public UploadService uploads() {
    return uploads;
  }

  /**
   * Where the retrieval server listens.
   *
   * @return such as {@code http://0.0.0.0:1337/}
   */
  public String url() {
    return uploads.url();
  }

  /**
   * Where the retrieval server listens.
   *
   * @return its address, which may be the wildcard, and its port
   */
  public InetSocketAddress retrieval() {
    return new InetSocketAddress(address, uploads.port());
  }

  /**
   * How others name this peer.
   *
   * @return the name of the service in its answers to discovery
   */
  public String service() {
    return responder.service();
  }

  /**
   * The port of the retrieval server.
   *
   * @return 1 to 65535
   */
  public int port() {
    return uploads.port();
  }

  /**
   * Lets commands of the same user on this machine use the cache too, until this closes. To be
   * called once.
   *
   * @param downloads is told what they fetch
   * @param socket the name of the socket where they find it
   * @throws IOException if there can't be a socket of this name
   * @throws UnsupportedOperationException if there are no such sockets on this system
   */
  public synchronized void share(SharedDownloads downloads, Path socket) throws IOException {
    SharedCacheHost host = new SharedCacheHost(retrieval(), service());
    shared = SharedCacheServer.start(cache, downloads, host, socket);
  }

  @Override
  public synchronized void close() {
    try (uploads) {
      responder.close();
      if (shared != null) {
        shared.close();
      }
    } catch (IOException e) {
      LOG.warn("The socket for commands was not removed: {}", e.getMessage());
    }
  }
}
