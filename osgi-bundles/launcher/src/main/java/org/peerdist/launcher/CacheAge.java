package org.peerdist.launcher;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.peerdist.cache.CacheOptions;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How long content is kept that nobody uses, as users write it: {@code 28d}, {@code 12h}, {@code
 * 30m}, {@code never}.
 *
 * @param value the age; nothing for {@code never}
 */
record CacheAge(Optional<Duration> value) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,6})\\s*([dhm])");

  /**
   * Reads an age.
   *
   * @throws IllegalArgumentException if it is none
   */
  static CacheAge parse(String text) {
    if (text.strip().equals("never")) {
      return new CacheAge(Optional.empty());
    }
    Matcher parts = FORM.matcher(text.strip());
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
    if (age.compareTo(CacheOptions.MIN_AGE) < 0) {
      throw new IllegalArgumentException("content is kept for a minute at least, not " + text);
    }
    return new CacheAge(Optional.of(age));
  }

  /** For options. */
  static final class Converter implements ITypeConverter<CacheAge> {
    @Override
    public CacheAge convert(String text) {
      try {
        return parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
