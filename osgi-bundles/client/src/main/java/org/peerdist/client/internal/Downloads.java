package org.peerdist.client.internal;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.peerdist.api.PeerDistStatus.Availability;
import org.peerdist.api.VersionRange;
import org.peerdist.api.spi.StatusSource;
import org.peerdist.client.BlockStore;
import org.peerdist.client.ClientOptions;
import org.peerdist.client.DownloadLog;
import org.peerdist.client.DownloadReport;
import org.peerdist.client.DownloadRequest;
import org.peerdist.client.PushReport;
import org.peerdist.content.ContentInformation;

/** Makes downloads with real sockets and the real clock. Safe for use by many threads. */
public final class Downloads {
  private final ClientOptions options;
  private final Sources sources;
  private final OriginTransport transport;
  private final DownloadLog log;
  private final InstantSource time = InstantSource.system();
  private final Executor executor = ServiceThreads.create();

  /** A download may always look around, whether or not others may use the API. */
  private final StatusSource status = new StatusSource(Availability.AVAILABLE, VersionRange.ALL);

  /**
   * Creates it.
   *
   * @param options the settings
   * @param sources where blocks may come from
   * @param log is told of each download
   */
  public Downloads(ClientOptions options, Sources sources, DownloadLog log) {
    this.log = log;
    this.options = options;
    this.sources = sources;
    this.transport =
        sources.limit().over(new JdkOriginTransport(options.originTimeout(), options.tls()));
  }

  /**
   * Does one download.
   *
   * @param request which
   * @return where its bytes came from
   * @throws IOException if it fails
   * @throws InterruptedException if the thread is interrupted
   */
  public DownloadReport fetch(DownloadRequest request) throws IOException, InterruptedException {
    return run(download(request, any -> {}), request.url());
  }

  private Download download(DownloadRequest request, Consumer<ContentInformation> described) {
    DownloadNotes notes = new DownloadNotes();
    ContentRetrieval retrieving =
        new ContentRetrieval(
            options,
            notes.watch(sources),
            status,
            // The download is told as a whole.
            new DownloadLog(),
            System::nanoTime,
            executor,
            described);
    boolean keeps = sources.store() != BlockStore.NONE;
    return new Download(transport, options, retrieving, keeps, notes, System::nanoTime, request);
  }

  private DownloadReport run(Download download, URI url) throws IOException, InterruptedException {
    log.begun();
    String failure = "interrupted";
    try {
      DownloadReport report = download.run();
      failure = null;
      log.add(DownloadLog.Entry.of(report, time.instant()));
      return report;
    } catch (IOException | RuntimeException e) {
      failure = String.valueOf(e.getMessage());
      throw e;
    } finally {
      if (failure != null) {
        log.add(DownloadLog.Entry.ofFailure(url, time.instant(), failure));
      }
      log.left();
    }
  }

  /**
   * Does one download, and has a hosted cache fetch all of it.
   *
   * @param request which
   * @param holdings tells what the hosted cache has
   * @param patience how long it may take for another segment
   * @return what became of it
   * @throws IOException if the download fails, or the hosted cache does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  PushReport push(DownloadRequest request, Push.Holdings holdings, Duration patience)
      throws IOException, InterruptedException {
    AtomicReference<ContentInformation> described = new AtomicReference<>();
    Download download = download(request, described::set);
    DownloadReport report = run(download, request.url());
    if (!download.isHashed()) {
      return new PushReport(report, 0, 0);
    }
    Push push = new Push(sources.offers(), holdings, System::nanoTime);
    int missing = push.run(described.get(), patience);
    return new PushReport(report, described.get().segments().size(), missing);
  }
}
