package org.peerdist.launcher;

import org.peerdist.configuration.ByteCount;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A number of bytes as users write it: {@code 4096}, {@code 64KiB}, {@code 1.5GiB}.
 *
 * @param bytes 0 or more
 */
record ByteSize(long bytes) {
  /**
   * Reads a size.
   *
   * @throws IllegalArgumentException if it is none, or more than a file can have
   */
  static ByteSize parse(String text) {
    return new ByteSize(ByteCount.parse(text));
  }

  /** For options. */
  static final class Converter implements ITypeConverter<ByteSize> {
    @Override
    public ByteSize convert(String text) {
      try {
        return parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
