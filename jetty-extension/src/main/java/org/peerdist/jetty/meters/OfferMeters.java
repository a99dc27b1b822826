package org.peerdist.jetty.meters;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import org.peerdist.hostedcache.HostedCache;

/** What a hosted cache was offered, and what it took. Safe for use by many threads. */
public final class OfferMeters implements MeterBinder {
  private final HostedCache cache;

  /**
   * Names the counters.
   *
   * @param cache takes it
   */
  public OfferMeters(HostedCache cache) {
    this.cache = cache;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    counter(registry, "offers.segments", null, hosted -> hosted.statistics().offeredSegments());
    counter(registry, "offers.held", null, hosted -> hosted.statistics().heldSegments());
    counter(registry, "offers.refused", null, hosted -> hosted.statistics().refusedSegments());
    counter(registry, "offers.pulled", null, hosted -> hosted.statistics().pulledSegments());
    counter(
        registry, "offers.incomplete", null, hosted -> hosted.statistics().incompleteSegments());
    counter(registry, "offers.failed", null, hosted -> hosted.statistics().failedPulls());
    counter(registry, "offers.malformed", null, hosted -> hosted.statistics().malformedMessages());
    counter(registry, "offers.stored", "bytes", hosted -> hosted.statistics().storedBytes());
    Gauge.builder("peerdist.offers.queued", cache, HostedCache::pending).register(registry);
  }

  private void counter(
      MeterRegistry registry, String name, String unit, ToDoubleFunction<HostedCache> count) {
    FunctionCounter.builder("peerdist." + name, cache, count).baseUnit(unit).register(registry);
  }
}
