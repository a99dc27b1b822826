package org.peerdist.hashgen;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.peerdist.content.ContentVersion;
import org.peerdist.hashgen.internal.JobQueue;
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
  private final Set<PublicationKey> underWay = ConcurrentHashMap.newKeySet();
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
   * Has a file hashed in the background, once it is settled.
   *
   * @param file the state of the file that is wanted
   * @return false if nobody will do it because it is empty or too much is going on
   */
  public boolean publishFile(FileIdentity file) {
    PublicationKey key = PublicationKey.ofFile(file);
    if (file.size() == 0) {
      return false;
    }
    if (!underWay.add(key)) {
      return true;
    }
    return count(key, jobs.offer(new FileJob(key, file)));
  }

  /**
   * The same as {@link #publishFile}, but waits while too much is going on, and does nothing if the
   * hashes are there.
   *
   * @param file the state of the file that is wanted
   * @throws InterruptedException if the thread was interrupted while it waited
   */
  public void publishFileWhenPossible(FileIdentity file) throws InterruptedException {
    PublicationKey key = PublicationKey.ofFile(file);
    if (file.size() == 0 || find(key).isPresent() || !underWay.add(key)) {
      return;
    }
    boolean accepted = false;
    try {
      accepted = jobs.put(new FileJob(key, file));
    } finally {
      count(key, accepted);
    }
  }

  private boolean count(PublicationKey key, boolean accepted) {
    if (accepted) {
      statistics.accepted.increment();
    } else {
      underWay.remove(key);
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
    return underWay.contains(key);
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
    if (!underWay.add(key)) {
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
    underWay.remove(key);
    if (hashedBytes > 0) {
      statistics.completed.increment();
      statistics.hashedBytes.add(hashedBytes);
    } else {
      statistics.failed.increment();
    }
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
      underWay.remove(key);
      statistics.changed.increment();
    }

    @Override
    public void cancelled() {
      ended(key, 0);
    }
  }
}
