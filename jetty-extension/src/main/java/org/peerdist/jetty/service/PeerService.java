package org.peerdist.jetty.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Predicate;
import org.peerdist.cache.ContentCache;
import org.peerdist.discovery.Quorum;
import org.peerdist.discovery.Responder;
import org.peerdist.discovery.SegmentHoldings;
import org.peerdist.peer.CacheHoldings;

/** Offers a content cache to the network: answers to discovery, and retrieval over HTTP. */
public final class PeerService implements AutoCloseable {
  private final UploadService uploads;
  private final InetAddress address;
  private final Responder responder;

  private PeerService(UploadService uploads, InetAddress address, Responder responder) {
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
      return new PeerService(uploads, address.getAddress(), responder);
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

  @Override
  public void close() {
    try (uploads) {
      responder.close();
    }
  }
}
