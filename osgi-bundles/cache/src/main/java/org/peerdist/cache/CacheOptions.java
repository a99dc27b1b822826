package org.peerdist.cache;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a content cache is kept.
 *
 * @param limit the most that it may take
 * @param maxAge segments that nobody used for so long are dropped, at least {@link #MIN_AGE};
 *     nothing for never. What nobody uses goes first anyway when there is no room.
 */
public record CacheOptions(CacheLimit limit, Optional<Duration> maxAge) {
  /** The smallest limit: 1 MiB. */
  public static final long MIN_BYTES = CacheLimit.MIN_BYTES;

  /** The shortest age: a minute. */
  public static final Duration MIN_AGE = Duration.ofMinutes(1);

  /** POLICY: as in Windows. */
  private static final int DEFAULT_PERCENT_OF_DISK = 5;

  /** POLICY: as in Windows. */
  private static final Duration DEFAULT_MAX_AGE = Duration.ofDays(28);

  private static final Pattern AGE = Pattern.compile("(\\d{1,6})\\s*([dhm])");

  public CacheOptions {
    if (maxAge.isPresent() && maxAge.get().compareTo(MIN_AGE) < 0) {
      throw new IllegalArgumentException(
          "segments are kept for at least " + MIN_AGE + ", not " + maxAge.get());
    }
  }

  /**
   * A limit of 5 % of the disk, and 28 days, as in Windows.
   *
   * @return the usual options
   */
  public static CacheOptions defaults() {
    return new CacheOptions(
        CacheLimit.ofPercent(DEFAULT_PERCENT_OF_DISK), Optional.of(DEFAULT_MAX_AGE));
  }

  /**
   * A limit in bytes, and else the usual options.
   *
   * @param maxBytes at least {@link #MIN_BYTES}
   * @return options with this limit
   * @throws IllegalArgumentException if it is less
   */
  public static CacheOptions ofMaxBytes(long maxBytes) {
    return defaults().withLimit(CacheLimit.ofBytes(maxBytes));
  }

  /**
   * Reads an age as users write it: {@code 28d}, {@code 12h}, {@code 30m}, {@code never}.
   *
   * @param text what the user wrote
   * @return the age; nothing for {@code never}
   * @throws IllegalArgumentException if it is none, or less than {@link #MIN_AGE}
   */
  public static Optional<Duration> parseAge(String text) {
    if (text.strip().equals("never")) {
      return Optional.empty();
    }
    Matcher parts = AGE.matcher(text.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no age such as 28d, 12h, 30m or never");
    }
    long count = Long.parseLong(parts.group(1));
    Duration age =
        switch (parts.group(2)) {
          case "d" -> Duration.ofDays(count);
          case "h" -> Duration.ofHours(count);
          default -> Duration.ofMinutes(count);
        };
    if (age.compareTo(MIN_AGE) < 0) {
      throw new IllegalArgumentException("content is kept for a minute at least, not " + text);
    }
    return Optional.of(age);
  }

  /**
   * The same with another limit.
   *
   * @param newLimit the limit
   * @return changed options
   */
  public CacheOptions withLimit(CacheLimit newLimit) {
    return new CacheOptions(newLimit, maxAge);
  }

  /**
   * The same with another age.
   *
   * @param newMaxAge segments that nobody used for so long are dropped; nothing for never
   * @return changed options
   * @throws IllegalArgumentException if it is less than {@link #MIN_AGE}
   */
  public CacheOptions withMaxAge(Optional<Duration> newMaxAge) {
    return new CacheOptions(limit, newMaxAge);
  }
}
