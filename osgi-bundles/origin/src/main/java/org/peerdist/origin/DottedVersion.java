package org.peerdist.origin;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of two numbers, which are compared as numbers: 1.23 is higher than 1.3 ([MS-PCCRTP]
 * 2.2).
 *
 * @param major the number in front of the dot
 * @param minor the number after the dot
 */
public record DottedVersion(int major, int minor) implements Comparable<DottedVersion> {
  static final DottedVersion V1_0 = new DottedVersion(1, 0);
  static final DottedVersion V1_1 = new DottedVersion(1, 1);
  static final DottedVersion V2_0 = new DottedVersion(2, 0);

  private static final Pattern FORM = Pattern.compile("0*(\\d{1,9})\\.0*(\\d{1,9})");

  private static final Comparator<DottedVersion> ORDER =
      Comparator.comparingInt(DottedVersion::major).thenComparingInt(DottedVersion::minor);

  static Optional<DottedVersion> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(
            new DottedVersion(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2))))
        : Optional.empty();
  }

  boolean isWithin(DottedVersion least, DottedVersion most) {
    return compareTo(least) >= 0 && compareTo(most) <= 0;
  }

  @Override
  public int compareTo(DottedVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
