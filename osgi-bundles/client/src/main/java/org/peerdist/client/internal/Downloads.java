package org.peerdist.client.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.peerdist.client.ClientOptions;
import org.peerdist.client.DownloadReport;
import org.peerdist.client.DownloadRequest;
import org.peerdist.client.PushReport;
import org.peerdist.content.ContentInformation;

/** Makes downloads with real sockets and the real clock. Safe for use by many threads. */
public final class Downloads {
  private final ClientOptions options;
  private final Sources sources;
  private final OriginTransport transport;

  /**
   * Creates it.
   *
   * @param options the settings
   * @param sources where blocks may come from
   */
  public Downloads(ClientOptions options, Sources sources) {
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
    return new Download(transport, options, sources, System::nanoTime, request).run();
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
    Download download = new Download(transport, options, sources, System::nanoTime, request);
    DownloadReport report = download.run();
    Optional<ContentInformation> information = download.information();
    if (information.isEmpty()) {
      return new PushReport(report, 0, 0);
    }
    Push push = new Push(sources.offers(), holdings, System::nanoTime);
    int missing = push.run(information.get(), patience);
    return new PushReport(report, information.get().segments().size(), missing);
  }
}
