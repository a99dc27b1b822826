package org.peerdist.cache.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** How old segments may become, and how exactly their use is noted. Immutable. */
final class Ages {
  /** POLICY: use is noted once a day, or sooner if segments become less than a month old. */
  private static final Duration MAX_STEP = Duration.ofDays(1);

  private static final int STEPS = 32;

  private final InstantSource clock;
  private final Duration maxAge;
  private final Duration step;

  Ages(InstantSource clock, Optional<Duration> maxAge) {
    this.clock = clock;
    this.maxAge = maxAge.orElse(null);
    Duration part = maxAge.map(age -> age.dividedBy(STEPS)).orElse(MAX_STEP);
    this.step = part.compareTo(MAX_STEP) < 0 ? part : MAX_STEP;
  }

  Instant now() {
    return clock.instant();
  }

  /** The time from which on a segment must have been used to be kept. */
  Instant oldest() {
    return maxAge == null ? Instant.MIN : now().minus(maxAge);
  }

  boolean areLimited() {
    return maxAge != null;
  }

  boolean isTooOld(Instant used) {
    return maxAge != null && used.isBefore(oldest());
  }

  /** Whether it is long ago that use was noted. */
  boolean isWorthNoting(Instant used) {
    return used.plus(step).isBefore(now());
  }

  /** How often it is looked for what has become too old. */
  Duration step() {
    return step;
  }
}
