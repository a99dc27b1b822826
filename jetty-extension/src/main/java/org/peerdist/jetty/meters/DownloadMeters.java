package org.peerdist.jetty.meters;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import org.peerdist.client.DownloadLog;

/** What a client has fetched, and from where. Safe for use by many threads. */
public final class DownloadMeters implements MeterBinder {
  private final DownloadLog downloads;

  /**
   * Names the counters.
   *
   * @param downloads of the client
   */
  public DownloadMeters(DownloadLog downloads) {
    this.downloads = downloads;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    counter(registry, "downloads.ended", null, DownloadLog::ended);
    counter(registry, "downloads.failed", null, DownloadLog::failed);
    counter(registry, "downloads.from.cache", "bytes", DownloadLog::bytesFromCache);
    counter(registry, "downloads.from.peers", "bytes", DownloadLog::bytesFromPeers);
    counter(registry, "downloads.from.hosted.cache", "bytes", DownloadLog::bytesFromHostedCache);
    counter(registry, "downloads.from.origin", "bytes", DownloadLog::bytesFromOrigin);
    Gauge.builder("peerdist.downloads.active", downloads, DownloadLog::active).register(registry);
    Gauge.builder("peerdist.downloads.saved", downloads, DownloadLog::savedBytes)
        .baseUnit("bytes")
        .register(registry);
  }

  private void counter(
      MeterRegistry registry, String name, String unit, ToDoubleFunction<DownloadLog> count) {
    FunctionCounter.builder("peerdist." + name, downloads, count).baseUnit(unit).register(registry);
  }
}
