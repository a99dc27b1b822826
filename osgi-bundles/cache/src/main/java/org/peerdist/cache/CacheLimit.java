package org.peerdist.cache;

import org.peerdist.configuration.ByteCount;

/**
 * The most that the containers in a folder of the cache may take. The index comes on top of it,
 * about 0.3 %.
 *
 * @param bytes a number of bytes, at least {@link #MIN_BYTES}; 0 if it is a percentage
 * @param percent 1 to 100 % of the disk that the folder is on; 0 if it is a number of bytes
 */
public record CacheLimit(long bytes, int percent) {
  /** The smallest limit: 1 MiB. */
  public static final long MIN_BYTES = 1024 * 1024;

  public CacheLimit {
    if (percent == 0 && bytes < MIN_BYTES) {
      throw new IllegalArgumentException(
          "the content cache needs at least " + MIN_BYTES + " bytes, not " + bytes);
    }
    if (percent != 0 && (bytes != 0 || percent < 0 || percent > 100)) {
      throw new IllegalArgumentException(
          "the content cache takes 1 to 100 percent of the disk, not " + percent);
    }
  }

  /**
   * A number of bytes.
   *
   * @param bytes at least {@link #MIN_BYTES}
   * @return the limit
   * @throws IllegalArgumentException if it is less
   */
  public static CacheLimit ofBytes(long bytes) {
    return new CacheLimit(bytes, 0);
  }

  /**
   * A part of the disk, whatever else is on it.
   *
   * @param percent 1 to 100
   * @return the limit
   * @throws IllegalArgumentException if it is anything else
   */
  public static CacheLimit ofPercent(int percent) {
    if (percent == 0) {
      throw new IllegalArgumentException(
          "the content cache takes 1 to 100 percent of the disk, not 0");
    }
    return new CacheLimit(0, percent);
  }

  /**
   * Reads a limit as users write it: {@code 20GiB}, or {@code 10%} of the disk.
   *
   * @param text what the user wrote
   * @return the limit
   * @throws IllegalArgumentException if it is none, or an impossible one
   */
  public static CacheLimit parse(String text) {
    String size = text.strip();
    if (!size.endsWith("%")) {
      return ofBytes(ByteCount.parse(size));
    }
    try {
      return ofPercent(Integer.parseInt(size.substring(0, size.length() - 1).strip()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no whole percentage such as 10%", e);
    }
  }

  /**
   * The limit on a certain disk.
   *
   * @param diskBytes the size of the disk
   * @return bytes, at least {@link #MIN_BYTES}
   */
  public long on(long diskBytes) {
    return percent == 0 ? bytes : Math.max(MIN_BYTES, diskBytes / 100 * percent);
  }

  /** Such as {@code 5 %}, or a number of bytes. */
  @Override
  public String toString() {
    return percent == 0 ? Long.toString(bytes) : percent + " %";
  }
}
