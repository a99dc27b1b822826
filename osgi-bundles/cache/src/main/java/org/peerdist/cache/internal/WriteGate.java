package org.peerdist.cache.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a folder takes blocks. An error closes it; after a while, or when a disk that was full
 * has room again, it may be opened. The log tells of both. Safe for use by many threads.
 */
final class WriteGate {
  /**
   * POLICY: so long a disk that failed is left in peace; twice as long each time when it fails
   * again soon after it was taken back, up to an hour.
   */
  static final Duration PAUSE = Duration.ofSeconds(30);

  private static final Duration MAX_PAUSE = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(WriteGate.class);

  private final Path folder;
  private final InstantSource clock;
  private volatile boolean open = true;
  private boolean full;
  private Duration pause = PAUSE;
  private Instant opened = Instant.MIN;
  private Instant next = Instant.MIN;

  WriteGate(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  boolean isOpen() {
    return open;
  }

  /** Closes it, for something could not be written. */
  synchronized void close(Exception cause, boolean diskIsFull) {
    if (!open) {
      return;
    }
    open = false;
    full = diskIsFull;
    Instant now = clock.instant();
    boolean soon = opened.isAfter(now.minus(MAX_PAUSE));
    pause = soon ? min(pause.multipliedBy(2), MAX_PAUSE) : PAUSE;
    next = now.plus(pause);
    LOG.warn(
        "The content cache in {} stores nothing more for now, it can't write: {}",
        folder,
        cause.getMessage());
  }

  private static Duration min(Duration first, Duration second) {
    return first.compareTo(second) < 0 ? first : second;
  }

  /** Whether it is time to try to write again. */
  synchronized boolean isDue(boolean diskHasRoom) {
    return !open && diskHasRoom && (full || !clock.instant().isBefore(next));
  }

  /** Leaves it closed, for it was tried in vain. */
  synchronized void postpone() {
    full = false;
    next = clock.instant().plus(pause);
  }

  /** Opens it, for it was tried with success. */
  synchronized void open() {
    open = true;
    opened = clock.instant();
    LOG.info("The content cache in {} stores blocks again", folder);
  }
}
