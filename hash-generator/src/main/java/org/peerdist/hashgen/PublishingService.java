package org.peerdist.hashgen;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.peerdist.api.Owner;
import org.peerdist.api.PeerDistException;
import org.peerdist.api.PeerDistStatus.Availability;
import org.peerdist.api.PublishOptions;
import org.peerdist.api.PublishingSession;
import org.peerdist.api.VersionRange;
import org.peerdist.api.spi.StatusSource;
import org.peerdist.content.ServerPassphrase;

/**
 * All that an origin needs to have hashes at hand: a publication cache, what fills it, and folders
 * whose files are hashed before anybody asks for them. Safe for use by many threads.
 */
public final class PublishingService implements org.peerdist.api.PublishingService, AutoCloseable {
  private final PublicationCache cache;
  private final HashGenerator generator;
  private final Publisher publisher;
  private final ContentPublishing sessions;
  private final OwnersSession lasting;
  private final Map<Path, FolderPublisher> folders = new LinkedHashMap<>();

  private PublishingService(
      PublicationCache cache, HashGenerator generator, PublishingOptions options) {
    this.cache = cache;
    this.generator = generator;
    this.publisher = new Publisher(generator, cache, options.versions(), options.limits());
    VersionRange versions =
        new VersionRange(Collections.min(options.versions()), Collections.max(options.versions()));
    this.sessions =
        new ContentPublishing(publisher, new StatusSource(Availability.AVAILABLE, versions));
    this.lasting = sessions.session(Owner.SHARED);
  }

  /**
   * Opens the publication cache, and starts the threads. The publications that were used last are
   * opened in the background, so that the first client that asks for one need not wait for that.
   *
   * @param cacheFolder where the hashes are kept, with nothing else in it
   * @param passphrase what the server secrets come from
   * @param options what to make
   * @return the service
   * @throws IOException if the cache cannot be used
   */
  public static PublishingService open(
      Path cacheFolder, ServerPassphrase passphrase, PublishingOptions options) throws IOException {
    PublicationCache cache =
        new PublicationCache(
            cacheFolder,
            options.maxCacheBytes(),
            PublicationCache.generation(passphrase, options.hashing().version1Algorithm()));
    HashGenerator generator = new HashGenerator(passphrase, options.hashing());
    PublishingService service = new PublishingService(cache, generator, options);
    service.publisher.openLatest();
    return service;
  }

  @Override
  public PublishingSession openSession(Owner owner) {
    return sessions.openSession(owner);
  }

  /**
   * Publishes all files of a folder in the background for {@link Owner#SHARED}, now and when they
   * change, by the {@linkplain PublicationKey#contentId() labels} of their states. If that is done
   * already, nothing happens.
   *
   * @param folder the folder
   * @throws IOException if it cannot be read
   */
  public synchronized void publishFolder(Path folder) throws IOException {
    Path real = folder.toRealPath();
    if (!folders.containsKey(real)) {
      folders.put(real, FolderPublisher.start(real, publisher));
    }
  }

  /**
   * Publishes a file in the background as those of folders are, in the state that it has now.
   *
   * @param file the file
   * @return false if nobody will do it because it is empty or too much is going on
   * @throws IOException if it cannot be looked at
   */
  public boolean publishFile(Path file) throws IOException {
    return publishFile(FileIdentity.read(file));
  }

  /**
   * Publishes in the background a file, or what is like one, in a state.
   *
   * @param state the state
   * @return false if nobody will do it because it is empty or too much is going on
   */
  public boolean publishFile(ReadableState state) {
    if (state.size() == 0) {
      return false;
    }
    PublishOptions options =
        PublishOptions.DEFAULT.asLasting().withLength(state.size()).withSource(state);
    try {
      var publication = lasting.publishState(state.key().contentId(), HashInput.of(state), options);
      return !publication.isCompletedExceptionally()
          || publication.handle((content, reason) -> FileIdentity.isPublished(reason)).join();
    } catch (PeerDistException e) {
      return FileIdentity.isPublished(e);
    }
  }

  /**
   * Publishes in the background what nobody has asked for yet, behind all that somebody has. Waits
   * while too much of this kind is going on.
   *
   * @param state the state; nothing happens if it is empty, or published already
   * @param giveUp asked while this waits for its turn: whether to publish nothing instead. Do not
   *     interrupt the thread for that, which may be reading the files of the publications
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public void publishWhenPossible(ReadableState state, BooleanSupplier giveUp)
      throws InterruptedException {
    publisher.publishFileWhenPossible(state, giveUp);
  }

  /**
   * Looks up the hashes of a file in a state, of which a reader can take the segments that it
   * needs.
   *
   * @param state the state
   * @return nothing if they are not there, or not in all versions that are made here
   */
  public Optional<Publication> find(ReadableState state) {
    return publisher.find(state.key().contentId());
  }

  /**
   * Waits until the hashes of all files are there that were in the published folders at the start.
   *
   * @param timeout how long to wait for those of a folder
   * @return false if that was not long enough; the work goes on
   * @throws InterruptedException if the thread is interrupted
   */
  public synchronized boolean awaitPublished(Duration timeout) throws InterruptedException {
    for (FolderPublisher folder : folders.values()) {
      if (!folder.awaitFirstPass(timeout)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Waits until everything is published that was to be until now.
   *
   * @param timeout how long to wait
   * @return false if that was not long enough; the work goes on
   * @throws InterruptedException if the thread is interrupted
   */
  public boolean awaitIdle(Duration timeout) throws InterruptedException {
    return publisher.awaitIdle(timeout);
  }

  Publisher publisher() {
    return publisher;
  }

  /**
   * What was published so far.
   *
   * @return counters that go on counting
   */
  public PublishingStatistics statistics() {
    return publisher.statistics();
  }

  /**
   * What makes hashes with the secret of this service.
   *
   * @return the generator, which this closes
   */
  public HashGenerator generator() {
    return generator;
  }

  /**
   * The publication cache.
   *
   * @return the cache, which this closes
   */
  public PublicationCache cache() {
    return cache;
  }

  /** Stops hashing, and closes the publication cache. */
  @Override
  public synchronized void close() throws IOException {
    try (cache;
        generator;
        publisher;
        sessions;
        lasting) {
      for (FolderPublisher folder : folders.values()) {
        folder.close();
      }
    }
  }
}
