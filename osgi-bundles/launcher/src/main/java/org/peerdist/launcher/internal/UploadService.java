package org.peerdist.launcher.internal;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.peerdist.cache.ContentCache;
import org.peerdist.jetty.RetrievalHandler;
import org.peerdist.peer.CacheBlockSource;
import org.peerdist.retrieval.CryptoAlgorithm;
import org.peerdist.retrieval.RetrievalServer;
import org.peerdist.retrieval.UploadLimits;

/** Gives the blocks of a content cache to whoever knows the address. */
public final class UploadService implements AutoCloseable {
  private static final long LOOK_MILLIS = 50;

  private final RetrievalServer retrieval;
  private final HttpService server;

  private UploadService(RetrievalServer retrieval, HttpService server) {
    this.retrieval = retrieval;
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
    return new UploadService(
        retrieval, HttpService.start(host, address, new RetrievalHandler(retrieval)));
  }

  /**
   * Starts it for one other machine: on the address only from which that one is reached, and any
   * free port.
   *
   * @param cache the cache, which has to be open as long as this runs
   * @param other who is to connect
   * @param limits how much is given at once
   * @return the running service
   * @throws IOException if there is no way to the other machine
   */
  public static UploadService startFor(
      ContentCache cache, InetSocketAddress other, UploadLimits limits) throws IOException {
    InetAddress own = addressTowards(other);
    return start(cache, own.getHostAddress(), new InetSocketAddress(own, 0), limits);
  }

  /**
   * The address of this machine from which another one is reached.
   *
   * @param other the other machine
   * @return the address
   * @throws IOException if there is no way to the other machine
   */
  public static InetAddress addressTowards(InetSocketAddress other) throws IOException {
    // To connect a datagram socket sends nothing: it asks the system for the way.
    try (DatagramSocket way = new DatagramSocket()) {
      way.connect(other);
      return way.getLocalAddress();
    }
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
   * The server that gives it.
   *
   * @return runs as long as this does
   */
  public HttpService server() {
    return server;
  }

  /**
   * Waits until nobody fetches anything any more.
   *
   * @param quiet for so long
   * @param most how long to wait at most
   * @throws InterruptedException if the thread is interrupted
   */
  public void awaitQuiet(Duration quiet, Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    long last = System.nanoTime();
    long served = retrieval.bytesServed();
    while (System.nanoTime() - end < 0 && System.nanoTime() - last < quiet.toNanos()) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      long now = retrieval.bytesServed();
      if (now != served) {
        served = now;
        last = System.nanoTime();
      }
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
