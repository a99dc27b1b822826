package org.peerdist.configuration;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as users write them: {@code 4096}, {@code 64KiB}, {@code 1.5GiB}. */
public final class ByteCount {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,19})(?:\\.(\\d{1,3}))?\\s*(B|KiB|MiB|GiB|TiB)?");
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  private ByteCount() {}

  /**
   * Reads a number of bytes.
   *
   * @param text what the user wrote
   * @return 0 or more
   * @throws IllegalArgumentException if it is none, or more than a file can have
   */
  public static long parse(String text) {
    Matcher parts = FORM.matcher(text.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a size such as 4096, 64KiB, 10MiB or 1.5GiB");
    }
    long unit = unit(parts.group(3));
    try {
      long whole = Math.multiplyExact(Long.parseLong(parts.group(1)), unit);
      return Math.addExact(whole, fraction(parts.group(2), unit));
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
    return digits == null ? 0 : Math.round(Double.parseDouble("0." + digits) * unit);
  }
}
