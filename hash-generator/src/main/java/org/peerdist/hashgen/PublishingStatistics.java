package org.peerdist.hashgen;

import java.util.concurrent.atomic.LongAdder;
import org.peerdist.api.PublishingCounts;

/** What a {@link Publisher} has done since it was made. Safe for use by many threads. */
public final class PublishingStatistics {
  final LongAdder accepted = new LongAdder();
  final LongAdder completed = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAdder changed = new LongAdder();
  final LongAdder rejected = new LongAdder();
  final LongAdder hashedBytes = new LongAdder();
  private final RecentPublications recent = new RecentPublications();

  PublishingStatistics() {}

  /**
   * Generations of hashes that were started or queued.
   *
   * @return a count
   */
  public long accepted() {
    return accepted.sum();
  }

  /**
   * Generations whose hashes are in the publication cache.
   *
   * @return a count
   */
  public long completed() {
    return completed.sum();
  }

  /**
   * Generations that an error ended, or a client that went away.
   *
   * @return a count
   */
  public long failed() {
    return failed.sum();
  }

  /**
   * Generations in vain, because the file changed.
   *
   * @return a count
   */
  public long changed() {
    return changed.sum();
  }

  /**
   * Generations that were not started because too much was going on.
   *
   * @return a count
   */
  public long rejected() {
    return rejected.sum();
  }

  /**
   * Generations that wait or run.
   *
   * @return a count
   */
  public long pending() {
    return Math.max(0, accepted() - completed() - failed() - changed());
  }

  /**
   * The content bytes of the completed generations.
   *
   * @return bytes
   */
  public long hashedBytes() {
    return hashedBytes.sum();
  }

  /**
   * What was published last.
   *
   * @return a list that goes on
   */
  public RecentPublications recent() {
    return recent;
  }

  /** All of them at about the same moment. */
  PublishingCounts counts() {
    return new PublishingCounts(
        accepted(), completed(), failed(), changed.sum(), rejected(), hashedBytes());
  }
}
