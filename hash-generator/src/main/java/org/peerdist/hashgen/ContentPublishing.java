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
  private final HashGenerator generator;
  private final PublicationCache cache;
  private final Set<ContentVersion> versions;
  private final StatusSource status;
  private final PublicationCatalog catalog;
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
    this.generator = generator;
    this.cache = cache;
    this.versions = Set.copyOf(versions);
    this.status = status;
    this.catalog = new PublicationCatalog(cache);
  }

  @Override
  public PublishingSession openSession(Owner owner) {
    return new OwnersSession(this, owner, status);
  }

  HashGenerator generator() {
    return generator;
  }

  PublicationCache cache() {
    return cache;
  }

  Set<ContentVersion> versions() {
    return versions;
  }

  PublicationCatalog catalog() {
    return catalog;
  }

  OperationThreads threads() {
    return threads;
  }

  /** Ends the threads when they are done. Sessions are of no use after this. */
  @Override
  public void close() {
    threads.close();
  }
}
