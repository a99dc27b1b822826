package org.peerdist.discovery;

import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireWriter;

/**
 * The time since segments were stored ("Extensible Blob Version 1", [MS-PCCRR] 2.2.6.1), in network
 * byte order: version (2) = 1, unit (1), count (1), and for each segment its index (1) and its age
 * (3: low, mid and high byte).
 */
final class SegmentAges {
  private static final int VERSION = 1;
  private static final int MAX_COUNT = 255;
  private static final long MAX_AGE = 0xFF_FFFF;

  /** SPEC [MS-PCCRR] 2.2.6.1: units 1 to 4, in milliseconds. */
  private static final int[] UNIT_MILLIS = {0, 1000, 100, 10, 1};

  /** SPEC [MS-PCCRR] 2.2.6.1: senders SHOULD use hundredths of a second. */
  private static final int USUAL_UNIT = 3;

  private SegmentAges() {}

  /**
   * Writes what is known.
   *
   * <p>POLICY: hundredths of a second reach to 46 hours; if one of the ages is greater, tenths of a
   * second or seconds are used, and an age of more than 194 days is told as that.
   */
  static Bytes write(List<Optional<Duration>> ages) {
    int told = Math.min(MAX_COUNT, ages.size());
    int count = (int) ages.stream().limit(told).filter(Optional::isPresent).count();
    int unit = unit(ages);
    WireWriter writer = WireWriter.of(ByteOrder.BIG_ENDIAN, 4 + 4 * count);
    writer.u16(VERSION).u8(unit).u8(count);
    for (int i = 0; i < told; i++) {
      if (ages.get(i).isPresent()) {
        long age = Math.max(0, Math.min(MAX_AGE, inUnit(ages.get(i).get(), unit)));
        writer.u8(i).u8((int) age & 0xFF).u8((int) (age >> 8) & 0xFF).u8((int) (age >> 16));
      }
    }
    return writer.toBytes();
  }

  private static int unit(List<Optional<Duration>> ages) {
    Duration greatest =
        ages.stream().flatMap(Optional::stream).max(Duration::compareTo).orElse(Duration.ZERO);
    int unit = USUAL_UNIT;
    while (unit > 1 && inUnit(greatest, unit) > MAX_AGE) {
      unit--;
    }
    return unit;
  }

  private static long inUnit(Duration age, int unit) {
    return age.toMillis() / UNIT_MILLIS[unit];
  }
}
