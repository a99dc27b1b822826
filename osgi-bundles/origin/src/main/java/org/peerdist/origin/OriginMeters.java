package org.peerdist.origin;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import org.peerdist.hashgen.PublishingStatistics;

/**
 * The counters of an origin for Micrometer, under {@code peerdist.}; only for applications that
 * have Micrometer. Safe for use by many threads.
 */
public final class OriginMeters implements MeterBinder {
  private final OriginStatistics answers;
  private final PublishingStatistics generations;

  /**
   * Names the counters.
   *
   * @param answers what was answered
   * @param generations what was hashed
   */
  public OriginMeters(OriginStatistics answers, PublishingStatistics generations) {
    this.answers = answers;
    this.generations = generations;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    answers(registry, "hash.requests", null, OriginStatistics::hashRequests);
    answers(registry, "hash.responses", null, OriginStatistics::hashResponses);
    answers(registry, "hash.sent", "bytes", OriginStatistics::hashBytes);
    answers(registry, "projected", "bytes", OriginStatistics::projectedBytes);
    answers(registry, "server.misses", null, OriginStatistics::serverMisses);
    answers(registry, "server.missed", "bytes", OriginStatistics::serverMissBytes);
    answers(registry, "missing.data.requests", null, OriginStatistics::missingDataRequests);
    answers(registry, "client.missed", "bytes", OriginStatistics::clientMissBytes);
    generations(registry, "accepted", PublishingStatistics::accepted);
    generations(registry, "completed", PublishingStatistics::completed);
    generations(registry, "failed", PublishingStatistics::failed);
    generations(registry, "rejected", PublishingStatistics::rejected);
    Gauge.builder("peerdist.generations.queued", generations, PublishingStatistics::pending)
        .register(registry);
  }

  private void answers(
      MeterRegistry registry, String name, String unit, ToDoubleFunction<OriginStatistics> count) {
    FunctionCounter.builder("peerdist." + name, answers, count).baseUnit(unit).register(registry);
  }

  private void generations(
      MeterRegistry registry, String name, ToDoubleFunction<PublishingStatistics> count) {
    FunctionCounter.builder("peerdist.generations." + name, generations, count).register(registry);
  }
}
