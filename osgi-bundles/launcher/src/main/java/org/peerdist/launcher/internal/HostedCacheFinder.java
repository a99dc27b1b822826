package org.peerdist.launcher.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.peerdist.client.HostedCacheLocator;
import org.peerdist.hostedcache.HostedCacheSearch;
import org.peerdist.hostedcache.HostedCacheSite;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for hosted caches while other things go on, and remembers for some minutes what it found. A
 * hosted cache that is found too late is there for the next command.
 */
public final class HostedCacheFinder implements HostedCacheLocator {
  private static final Logger LOG = LoggerFactory.getLogger(HostedCacheFinder.class);

  private final CompletableFuture<List<HostedCacheSite>> found = new CompletableFuture<>();
  private final Duration most;
  private final long start = System.nanoTime();

  private HostedCacheFinder(Duration most) {
    this.most = most;
  }

  /**
   * Starts to look, or remembers.
   *
   * @param search how to look
   * @param what names the search, for others that look in other ways
   * @param memory the file that remembers
   * @param most how long nobody waits longer than, from now on
   * @return the finder
   */
  public static HostedCacheFinder start(
      HostedCacheSearch search, String what, Path memory, Duration most) {
    HostedCacheFinder finder = new HostedCacheFinder(most);
    KnownHostedCaches known = new KnownHostedCaches(memory);
    String here = what + " from " + ownAddresses();
    Optional<List<HostedCacheSite>> remembered = known.read(here, Instant.now());
    if (remembered.isPresent()) {
      LOG.debug("Hosted caches, found before: {}", remembered.get());
      finder.found.complete(remembered.get());
      return finder;
    }
    Thread thread = new Thread(() -> finder.look(search, here, known), "peerdist-hosted-caches");
    thread.setDaemon(true);
    thread.start();
    return finder;
  }

  /** What is found in one network is of no use in another. */
  private static String ownAddresses() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .map(InetAddress::getHostAddress)
          .sorted()
          .collect(Collectors.joining(" "));
    } catch (SocketException e) {
      return "nowhere";
    }
  }

  private void look(HostedCacheSearch search, String what, KnownHostedCaches known) {
    try {
      List<HostedCacheSite> sites = search.find(most);
      LOG.debug("Hosted caches found: {}", sites);
      known.write(what, Instant.now(), sites);
      found.complete(sites);
    } catch (IOException e) {
      LOG.info("No hosted cache is looked for: {}", e.getMessage());
      found.complete(List.of());
    } catch (InterruptedException e) {
      LOG.debug("Told to stop");
    } finally {
      found.complete(List.of());
    }
  }

  @Override
  public List<HostedCacheSite> locate() throws InterruptedException {
    long left = most.toNanos() - (System.nanoTime() - start);
    try {
      return found.get(Math.max(0, left), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      LOG.debug("No hosted cache was found in {}", most);
      return List.of();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
