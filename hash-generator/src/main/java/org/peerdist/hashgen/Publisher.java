package org.peerdist.hashgen;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.peerdist.api.ContentId;
import org.peerdist.api.Owner;
import org.peerdist.api.PeerDistError;
import org.peerdist.api.PeerDistException;
import org.peerdist.api.PublishOptions;
import org.peerdist.content.ContentVersion;
import org.peerdist.hashgen.internal.JobQueue;
import org.peerdist.hashgen.internal.UnderWay;
import org.peerdist.wire.Bytes;

/**
 * Fills a publication cache: with the hashes of files, in the background, and with the hashes of
 * contents on their way to a client. Work is bounded, there is one generation for a key at a time,
 * and hashes of bytes that changed meanwhile are thrown away. Safe for use by many threads.
 */
public final class Publisher implements AutoCloseable {
  private static final Bytes SHARED = PublicationLabel.fingerprint(Owner.SHARED);

  /** POLICY: so many publications are opened before anybody asks for them. */
  private static final int OPENED_EARLY = 16;

  /**
   * POLICY: the hashes of contents from this length on are opened when they are made; of shorter
   * ones whoever asks first notices nothing.
   */
  private static final long LONG = 256L << 20;

  private final HashGenerator generator;
  private final PublicationCatalog catalog;
  private final Set<ContentVersion> versions;
  private final InstantSource clock;
  private final JobQueue jobs;
  private final Semaphore passes;
  private final UnderWay<PublicationKey> underWay = new UnderWay<>();
  private final PublishingStatistics statistics = new PublishingStatistics();

  /**
   * Starts the threads.
   *
   * @param generator makes the hashes; it stays open when this closes
   * @param cache takes them; it stays open when this closes
   * @param versions what to make
   * @param limits how much may go on
   */
  public Publisher(
      HashGenerator generator,
      PublicationCache cache,
      Set<ContentVersion> versions,
      PublishingLimits limits) {
    this(generator, cache, versions, limits, InstantSource.system());
  }

  Publisher(
      HashGenerator generator,
      PublicationCache cache,
      Set<ContentVersion> versions,
      PublishingLimits limits,
      InstantSource clock) {
    this.generator = generator;
    this.versions = Set.copyOf(versions);
    this.catalog = new PublicationCatalog(cache, this.versions);
    this.clock = clock;
    this.jobs = new JobQueue("peerdist-publisher", limits.threads(), limits.queue());
    this.passes = new Semaphore(limits.passes());
  }

  HashGenerator generator() {
    return generator;
  }

  PublicationCache cache() {
    return catalog.cache();
  }

  PublicationCatalog catalog() {
    return catalog;
  }

  Set<ContentVersion> versions() {
    return versions;
  }

  Instant now() {
    return clock.instant();
  }

  /** Looks up what is published for all. */
  Optional<Publication> find(ContentId id) {
    return catalog.find(SHARED, id);
  }

  /**
   * Has a file published that somebody asks for, before files that nobody asked for.
   *
   * @throws PeerDistException if it is published or somebody does it already, which is done sooner
   *     then; or if too much is going on
   */
  void publishFile(FilePublication file) throws PeerDistException {
    try {
      file.reserve();
    } catch (PeerDistException e) {
      underWay.maker(file.key()).ifPresent(jobs::hurry);
      throw e;
    }
    boolean unused = underWay.begin(file.key(), Optional.of(file));
    boolean accepted = jobs.offer(file);
    count(file, accepted);
    if (!accepted) {
      throw tooMuch();
    }
  }

  /**
   * Publishes a file for all, by its key, that nobody asked for yet, if that is not done. Waits
   * while too much of this kind is going on.
   *
   * @param file the state of the file that is wanted
   * @param giveUp asked while this waits for its turn: whether to publish nothing instead
   * @throws InterruptedException if the thread was interrupted while it waited
   */
  void publishFileWhenPossible(ReadableState file, BooleanSupplier giveUp)
      throws InterruptedException {
    if (file.size() == 0) {
      return;
    }
    PublishOptions options =
        PublishOptions.DEFAULT.asLasting().withLength(file.size()).withSource(file);
    FilePublication job =
        new FilePublication(
            this,
            this,
            SHARED,
            file.key().contentId(),
            HashInput.of(file),
            options,
            new CompletableFuture<>());
    try {
      job.reserve();
    } catch (PeerDistException e) {
      return; // It is there, or will be soon.
    }
    boolean unused = underWay.begin(job.key(), Optional.of(job));
    boolean accepted = false;
    try {
      accepted = jobs.put(job, giveUp);
    } finally {
      count(job, accepted);
    }
  }

  /** Opens in the background what was used last. */
  void openLatest() {
    boolean unused =
        jobs.offer(
            new JobQueue.Job() {
              @Override
              public Optional<Duration> run() {
                cache().openLatest(OPENED_EARLY, jobs::isClosed);
                return Optional.empty();
              }

              @Override
              public void cancelled() {
                // What is not open yet is opened by who asks for it.
              }
            });
  }

  private void count(FilePublication file, boolean accepted) {
    if (accepted) {
      statistics.accepted.increment();
    } else {
      end(file);
      statistics.rejected.increment();
    }
  }

  private void end(FilePublication file) {
    underWay.end(file.key());
    file.release();
  }

  void completed(FilePublication file, long bytes) {
    statistics.hashedBytes.add(bytes);
    statistics.completed.increment();
    end(file);
    statistics.recent().add(now(), file.name(), bytes);
    if (bytes >= LONG) {
      cache().find(file.key()).ifPresent(Publication::decodeAll);
    }
  }

  void changed(FilePublication file) {
    statistics.changed.increment();
    end(file);
  }

  void failed(FilePublication file) {
    statistics.failed.increment();
    end(file);
  }

  /**
   * Room for one more content.
   *
   * @throws PeerDistException if there is none for one that passes by
   */
  PublishingRoom room(PublishOptions options) throws PeerDistException {
    if (!options.passing()) {
      return PublishingRoom.any();
    }
    if (!passes.tryAcquire()) {
      statistics.rejected.increment();
      throw tooMuch();
    }
    return new PublishingRoom(passes);
  }

  private static PeerDistException tooMuch() {
    return new PeerDistException(
        PeerDistError.NO_SYSTEM_RESOURCES, "too much is being published at this moment");
  }

  /** Waits until no file is being published; false if that takes too long. */
  boolean awaitIdle(Duration timeout) throws InterruptedException {
    return underWay.awaitNone(timeout);
  }

  /**
   * What was done so far.
   *
   * @return counters that go on counting
   */
  public PublishingStatistics statistics() {
    return statistics;
  }

  boolean isClosed() {
    return jobs.isClosed();
  }

  /** Ends what is going on. */
  @Override
  public void close() {
    jobs.close();
  }
}
