package org.peerdist.launcher.internal;

import java.util.Locale;

/** Numbers of bytes for people to read. */
public final class ByteText {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  private ByteText() {}

  /**
   * A number in the unit that fits.
   *
   * @param bytes 0 or more
   * @return such as {@code 1.5 GiB}
   */
  public static String of(double bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
  }
}
