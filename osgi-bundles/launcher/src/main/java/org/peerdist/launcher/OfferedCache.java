package org.peerdist.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.peerdist.cache.ContentCache;
import org.peerdist.client.RetrievalPort;
import org.peerdist.hostedcache.HostedCacheSite;
import org.peerdist.jetty.service.UploadService;
import org.peerdist.launcher.internal.Offering;
import org.peerdist.retrieval.UploadLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The own cache, given out to hosted caches: by what gives it out anyway, in this process or in a
 * peer that runs beside it, or from when the first of them is offered something.
 */
final class OfferedCache implements RetrievalPort, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OfferedCache.class);

  private final Optional<ContentCache> cache;
  private final UploadLimits limits;
  private final Optional<UploadService> anyway;
  private final Optional<InetSocketAddress> shared;
  private Optional<UploadService> started = Optional.empty();
  private boolean failed;

  /**
   * Creates it.
   *
   * @param cache the cache, if this process has it open
   * @param limits how much is given at once
   * @param anyway what gives it out to all, if something does
   * @param shared where another process gives it out to all, if one does
   */
  OfferedCache(
      Optional<ContentCache> cache,
      UploadLimits limits,
      Optional<UploadService> anyway,
      Optional<InetSocketAddress> shared) {
    this.shared = shared;
    this.cache = cache;
    this.limits = limits;
    this.anyway = anyway;
  }

  /** Whether there is something to give out. */
  boolean isPossible() {
    return anyway.isPresent() || cache.isPresent() || shared.isPresent();
  }

  @Override
  public synchronized OptionalInt reachableFrom(HostedCacheSite hostedCache) {
    if (shared.isPresent()) {
      return reachableFrom(hostedCache, shared.get());
    }
    if (anyway.isEmpty() && started.isEmpty() && cache.isPresent() && !failed) {
      start(hostedCache);
    }
    Optional<UploadService> service = anyway.or(() -> started);
    return service.isPresent() ? OptionalInt.of(service.get().port()) : OptionalInt.empty();
  }

  /** The hosted cache connects to the address that the offer comes from. */
  private static OptionalInt reachableFrom(
      HostedCacheSite hostedCache, InetSocketAddress listening) {
    try {
      InetAddress at = listening.getAddress();
      if (at.isAnyLocalAddress() || at.equals(Offering.addressTowards(hostedCache.blocks()))) {
        return OptionalInt.of(listening.getPort());
      }
      LOG.info("Nothing is offered: {} can't reach {}", hostedCache.offers(), listening);
    } catch (IOException e) {
      LOG.info("Nothing is offered: {}", e.getMessage());
    }
    return OptionalInt.empty();
  }

  private void start(HostedCacheSite hostedCache) {
    try {
      UploadService service = Offering.startFor(cache.get(), hostedCache.blocks(), limits);
      LOG.info("Gives to hosted caches at {}", service.url());
      started = Optional.of(service);
    } catch (IOException e) {
      LOG.info("Nothing is offered: {}", e.getMessage());
      failed = true;
    }
  }

  /** Waits until nobody fetches anything any more. */
  void awaitQuiet(Duration quiet, Duration most) throws InterruptedException {
    Optional<UploadService> service;
    synchronized (this) {
      service = anyway.or(() -> started);
    }
    if (service.isPresent()) {
      Offering.awaitQuiet(service.get(), quiet, most);
    }
  }

  @Override
  public synchronized void close() {
    failed = true;
    started.ifPresent(UploadService::close);
  }
}
