package org.peerdist.launcher.internal;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.peerdist.cache.ContentCache;
import org.peerdist.jetty.service.UploadService;
import org.peerdist.retrieval.UploadLimits;

/** What a command gives away to one other machine before it ends. */
public final class Offering {
  private static final long LOOK_MILLIS = 50;

  private Offering() {}

  /**
   * Gives the blocks of a cache to one other machine: on the address only from which that one is
   * reached, and any free port.
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
    return UploadService.start(cache, own.getHostAddress(), new InetSocketAddress(own, 0), limits);
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
   * Waits until nobody fetches anything any more.
   *
   * @param uploads what they fetch from
   * @param quiet for so long
   * @param most how long to wait at most
   * @throws InterruptedException if the thread is interrupted
   */
  public static void awaitQuiet(UploadService uploads, Duration quiet, Duration most)
      throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    long last = System.nanoTime();
    long served = uploads.retrieval().bytesServed();
    while (System.nanoTime() - end < 0 && System.nanoTime() - last < quiet.toNanos()) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      long now = uploads.retrieval().bytesServed();
      if (now != served) {
        served = now;
        last = System.nanoTime();
      }
    }
  }
}
