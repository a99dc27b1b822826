package org.peerdist.hashgen;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import org.peerdist.content.ContentVersion;
import org.peerdist.hashgen.internal.JobQueue;
import org.peerdist.hashgen.internal.UnderWay;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills a publication cache: with the hashes of files, in the background, and with the hashes of
 * contents on their way to a client. Work is bounded, there is one generation for a key at a time,
 * and hashes of bytes that changed meanwhile are thrown away. Safe for use by many threads.
 */
public final class Publisher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  private final HashGenerator generator;
  private final PublicationCache cache;
  private final Set<ContentVersion> versions;
  private final InstantSource clock;
  private final JobQueue jobs;
  private final JobQueue endings;
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
    this.cache = cache;
    this.versions = Set.copyOf(versions);
    this.clock = clock;
    this.jobs = new JobQueue("peerdist-publisher", limits.threads(), limits.queue());
    this.endings = new JobQueue("peerdist-publisher-end", 1, limits.passes());
    this.passes = new Semaphore(limits.passes());
  }

  /**
   * Looks hashes up.
   *
   * @param key what identifies the content
   * @return its hashes in all versions that are made here, or nothing
   */
  public Optional<Publication> find(PublicationKey key) {
    return cache.find(key).filter(found -> found.versions().containsAll(versions));
  }

  /**
   * Has a file that a client asks for hashed in the background, once it is settled, and before
   * files that nobody asked for.
   *
   * @param file the state of the file that is wanted
   * @return false if nobody will do it because it is empty or too much is going on
   */
  public boolean publishFile(FileIdentity file) {
    PublicationKey key = PublicationKey.ofFile(file);
    if (file.size() == 0) {
      return false;
    }
    FileJob job = new FileJob(key, file);
    if (underWay.begin(key, Optional.of(job))) {
      return count(key, jobs.offer(job));
    }
    underWay.maker(key).ifPresent(jobs::hurry);
    return true;
  }

  /**
   * Has a file hashed that nobody asked for yet, if its hashes are not there. Waits while too much
   * of this kind is going on.
   *
   * @param file the state of the file that is wanted
   * @throws InterruptedException if the thread was interrupted while it waited
   */
  public void publishFileWhenPossible(FileIdentity file) throws InterruptedException {
    PublicationKey key = PublicationKey.ofFile(file);
    FileJob job = new FileJob(key, file);
    if (file.size() == 0 || find(key).isPresent() || !underWay.begin(key, Optional.of(job))) {
      return;
    }
    boolean accepted = false;
    try {
      accepted = jobs.put(job);
    } finally {
      count(key, accepted);
    }
  }

  private boolean count(PublicationKey key, boolean accepted) {
    if (accepted) {
      statistics.accepted.increment();
    } else {
      underWay.end(key);
      statistics.rejected.increment();
    }
    return accepted;
  }

  /**
   * Whether the hashes of a content are being made.
   *
   * @param key what identifies the content
   * @return true if they may be there soon
   */
  public boolean isUnderWay(PublicationKey key) {
    return underWay.has(key);
  }

  /**
   * Starts to hash a content on its way.
   *
   * @param key what identifies the content
   * @param contentLength its length in bytes, 1 or more
   * @return what to give the bytes to, or nothing if somebody does it already or too much is going
   *     on
   */
  public Optional<PublishingPass> startPass(PublicationKey key, long contentLength) {
    if (!underWay.begin(key, Optional.empty())) {
      return Optional.empty();
    }
    if (!passes.tryAcquire()) {
      count(key, false);
      return Optional.empty();
    }
    try {
      PendingPublication pending = cache.begin(versions);
      HashingPass hashes = generator.startPass(pending.outputs());
      count(key, true);
      return Optional.of(new PublishingPass(this, key, contentLength, pending, hashes));
    } catch (IOException e) {
      LOG.warn("Cannot make hashes: {}", e.toString());
      count(key, false);
      passes.release();
      return Optional.empty();
    }
  }

  /** Takes the end of a pass off the thread that brought the last bytes. */
  void finishLater(Runnable finish, Runnable cancelled) {
    JobQueue.Job job =
        new JobQueue.Job() {
          @Override
          public Optional<Duration> run() {
            finish.run();
            return Optional.empty();
          }

          @Override
          public void cancelled() {
            cancelled.run();
          }
        };
    if (!endings.offer(job)) {
      cancelled.run();
    }
  }

  void passEnded(PublicationKey key, long hashedBytes) {
    passes.release();
    ended(key, hashedBytes);
  }

  private void ended(PublicationKey key, long hashedBytes) {
    if (hashedBytes > 0) {
      statistics.completed.increment();
      statistics.hashedBytes.add(hashedBytes);
    } else {
      statistics.failed.increment();
    }
    underWay.end(key);
  }

  /** Waits until nothing is being made; false if that takes too long. */
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

  /** Ends what is going on. */
  @Override
  public void close() {
    jobs.close();
    endings.close();
  }

  /** Hashes a file, if it stays as it is. */
  private final class FileJob implements JobQueue.Job {
    private final PublicationKey key;
    private final FileIdentity file;

    FileJob(PublicationKey key, FileIdentity file) {
      this.key = key;
      this.file = file;
    }

    @Override
    public Optional<Duration> run() {
      Instant now = clock.instant();
      if (!file.isCurrent()) {
        changed();
        return Optional.empty();
      }
      if (now.isBefore(file.settledAt())) {
        return Optional.of(Duration.between(now, file.settledAt()));
      }
      try (PendingPublication pending = cache.begin(versions)) {
        long length = generator.hashFile(file.path(), pending.outputs(), done -> stopIfClosed());
        if (length != file.size() || !file.isCurrent()) {
          changed();
          return Optional.empty();
        }
        pending.publish(key, length);
        ended(key, length);
        LOG.debug("Hashes of {} are ready", file.path());
      } catch (CancellationException e) {
        LOG.debug("No hashes of {}: closed", file.path());
        ended(key, 0);
      } catch (IOException e) {
        LOG.warn("No hashes of {}: {}", file.path(), e.toString());
        ended(key, 0);
      } catch (RuntimeException e) {
        LOG.error("No hashes of {}", file.path(), e);
        ended(key, 0);
      }
      return Optional.empty();
    }

    private void stopIfClosed() {
      if (jobs.isClosed()) {
        throw new CancellationException("the publisher was closed");
      }
    }

    private void changed() {
      LOG.debug("No hashes of {}: it changed", file.path());
      statistics.changed.increment();
      underWay.end(key);
    }

    @Override
    public void cancelled() {
      ended(key, 0);
    }
  }
}
