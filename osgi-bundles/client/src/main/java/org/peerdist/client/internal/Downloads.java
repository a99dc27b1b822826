package org.peerdist.client.internal;

import java.io.IOException;
import org.peerdist.client.ClientOptions;
import org.peerdist.client.DownloadReport;
import org.peerdist.client.DownloadRequest;

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
    this.transport = new JdkOriginTransport(options.originTimeout(), options.tls());
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
}
