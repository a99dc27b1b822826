package org.peerdist.launcher;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A number of bytes as users write it: {@code 4096}, {@code 64KiB}, {@code 1.5GiB}.
 *
 * @param bytes 0 or more
 */
record ByteSize(long bytes) {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,19})(?:\\.(\\d{1,3}))?\\s*(B|KiB|MiB|GiB|TiB)?");
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  /**
   * Reads a size.
   *
   * @throws IllegalArgumentException if it is none, or more than a file can have
   */
  static ByteSize parse(String text) {
    Matcher parts = FORM.matcher(text.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a size such as 4096, 64KiB, 10MiB or 1.5GiB");
    }
    long unit = unit(parts.group(3));
    try {
      long whole = Math.multiplyExact(Long.parseLong(parts.group(1)), unit);
      return new ByteSize(Math.addExact(whole, fraction(parts.group(2), unit)));
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is larger than any file", e);
    }
  }

  private static long unit(String name) {
    long unit = 1;
    for (int i = 0; name != null && !UNITS[i].equals(name); i++) {
      unit *= 1024;
    }
    return unit;
  }

  private static long fraction(String digits, long unit) {
    if (digits == null) {
      return 0;
    }
    return Math.round(Double.parseDouble("0." + digits) * unit);
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
