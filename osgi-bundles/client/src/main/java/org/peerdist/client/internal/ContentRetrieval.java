package org.peerdist.client.internal;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.peerdist.api.RetrievingService;
import org.peerdist.api.RetrievingSession;
import org.peerdist.api.spi.StatusSource;
import org.peerdist.client.ClientOptions;
import org.peerdist.client.DownloadLog;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentTag;

/**
 * The retrieving half of the Peer Distribution API. Safe for use by many threads.
 *
 * @param options the settings
 * @param sources where blocks may come from
 * @param status whether the service can be used
 * @param log is told of each content that was read
 * @param clock nanoseconds
 * @param executor does operations and completes reads
 * @param described is told of content information that can be used
 */
public record ContentRetrieval(
    ClientOptions options,
    Sources sources,
    StatusSource status,
    DownloadLog log,
    LongSupplier clock,
    Executor executor,
    Consumer<ContentInformation> described)
    implements RetrievingService {
  /**
   * Creates it with the real clock and real threads.
   *
   * @param options the settings
   * @param sources where blocks may come from
   * @param status whether the service can be used
   * @param log is told of each content that was read
   */
  public ContentRetrieval(
      ClientOptions options, Sources sources, StatusSource status, DownloadLog log) {
    this(options, sources, status, log, System::nanoTime, ServiceThreads.create(), any -> {});
  }

  @Override
  public RetrievingSession openSession() {
    return new ClientSession(this);
  }

  /** The sources, with an own cache for a tag. */
  Sources sources(ContentTag tag) {
    return new Sources(
        new TaggedStore(sources.store(), tag),
        sources.namedPeers(),
        sources.hostedCaches(),
        sources.finder(),
        sources.offers(),
        sources.neighbourhood(),
        sources.limit());
  }
}
