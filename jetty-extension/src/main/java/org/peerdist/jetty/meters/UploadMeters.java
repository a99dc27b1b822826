package org.peerdist.jetty.meters;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import org.peerdist.retrieval.RetrievalServer;

/** What others were given. Safe for use by many threads. */
public final class UploadMeters implements MeterBinder {
  private final RetrievalServer retrieval;

  /**
   * Names the counters.
   *
   * @param retrieval gives it
   */
  public UploadMeters(RetrievalServer retrieval) {
    this.retrieval = retrieval;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    counter(registry, "uploads.busy", null, RetrievalServer::busyAnswers);
    counter(registry, "blocks.asked", null, RetrievalServer::blocksAsked);
    counter(registry, "blocks.served", null, RetrievalServer::blocksServed);
    counter(registry, "served", "bytes", RetrievalServer::bytesServed);
    Gauge.builder("peerdist.uploads.active", retrieval, RetrievalServer::activeUploads)
        .register(registry);
  }

  private void counter(
      MeterRegistry registry, String name, String unit, ToDoubleFunction<RetrievalServer> count) {
    FunctionCounter.builder("peerdist." + name, retrieval, count).baseUnit(unit).register(registry);
  }
}
