package org.peerdist.launcher;

import java.time.Duration;
import java.util.Optional;
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
  /**
   * Reads an age.
   *
   * @throws IllegalArgumentException if it is none
   */
  static CacheAge parse(String text) {
    return new CacheAge(CacheOptions.parseAge(text));
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
