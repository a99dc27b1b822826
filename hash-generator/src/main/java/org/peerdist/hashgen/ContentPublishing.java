package org.peerdist.hashgen;

import java.util.Set;
import org.peerdist.api.Owner;
import org.peerdist.api.PublishingService;
import org.peerdist.api.PublishingSession;
import org.peerdist.api.spi.StatusSource;
import org.peerdist.content.ContentVersion;
import org.peerdist.hashgen.internal.OperationThreads;

/**
 * The publishing half of the Peer Distribution API, on a hash generator and a publication cache,
 * which may serve others too. A publication is dropped when the cache is full and others were used
 * more lately. Safe for use by many threads.
 */
public final class ContentPublishing implements PublishingService, AutoCloseable {
  private final Publisher publisher;
  private final boolean ownsPublisher;
  private final StatusSource status;
  private final OperationThreads threads = new OperationThreads();

  /**
   * Creates it. One of these at a time for a cache.
   *
   * @param generator makes the hashes; it stays open when this closes
   * @param cache takes them; it stays open when this closes
   * @param versions what to make
   * @param status whether the service can be used
   */
  public ContentPublishing(
      HashGenerator generator,
      PublicationCache cache,
      Set<ContentVersion> versions,
      StatusSource status) {
    this(new Publisher(generator, cache, versions, PublishingLimits.DEFAULT), status, true);
  }

  /**
   * Creates it with what fills the cache for others too.
   *
   * @param publisher stays open when this closes
   * @param status whether the service can be used
   */
  ContentPublishing(Publisher publisher, StatusSource status) {
    this(publisher, status, false);
  }

  private ContentPublishing(Publisher publisher, StatusSource status, boolean ownsPublisher) {
    this.publisher = publisher;
    this.status = status;
    this.ownsPublisher = ownsPublisher;
  }

  @Override
  public PublishingSession openSession(Owner owner) {
    return session(owner);
  }

  OwnersSession session(Owner owner) {
    return new OwnersSession(this, owner, status);
  }

  Publisher publisher() {
    return publisher;
  }

  OperationThreads threads() {
    return threads;
  }

  /** Ends the threads when they are done. Sessions are of no use after this. */
  @Override
  public void close() {
    threads.close();
    if (ownsPublisher) {
      publisher.close();
    }
  }
}
