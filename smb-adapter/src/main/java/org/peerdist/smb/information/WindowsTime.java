package org.peerdist.smb.information;

import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** The times of [MS-FSCC] 2.1.1: 100 ns since the first of January 1601, UTC, 64 bits. */
public final class WindowsTime {
  private static final long EPOCH_SECONDS = -11_644_473_600L;
  private static final long TICKS = 10_000_000L;

  private WindowsTime() {}

  /**
   * Counts from a time of the file system.
   *
   * @param time any time
   * @return 0 or more; times before 1601 are 0, those after the year 30828 are the last that there
   *     is
   */
  public static long of(FileTime time) {
    Instant instant = time.toInstant();
    long seconds = instant.getEpochSecond() - EPOCH_SECONDS;
    if (seconds < 0) {
      return 0;
    }
    return seconds >= Long.MAX_VALUE / TICKS
        ? Long.MAX_VALUE
        : seconds * TICKS + instant.getNano() / 100;
  }

  /**
   * Makes a time of the file system.
   *
   * @param ticks 0 or more
   * @return the time
   */
  public static FileTime toFileTime(long ticks) {
    return FileTime.from(Instant.ofEpochSecond(EPOCH_SECONDS + ticks / TICKS, ticks % TICKS * 100));
  }
}
