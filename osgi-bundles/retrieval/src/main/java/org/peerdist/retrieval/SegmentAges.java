package org.peerdist.retrieval;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/**
 * The time since segments were first put into a cache ("Extensible Blob Version 1", [MS-PCCRR]
 * 2.2.6.1): version (2), unit (1), count (1), then for each segment its index (1) and its age in
 * that unit (3: low, mid and high byte).
 *
 * @param ages the age of segments by their index, 0 to 255, relative to the first segment in the
 *     message; ages are not negative
 */
public record SegmentAges(Map<Integer, Duration> ages) {
  /** No ages are known. */
  public static final SegmentAges NONE = new SegmentAges(Map.of());

  /** The most segments that it can tell the age of. */
  public static final int MAX_COUNT = 255;

  private static final int VERSION = 1;
  private static final int MAX_AGE = 0xFF_FFFF;

  /** SPEC [MS-PCCRR] 2.2.6.1: units 1 to 4, in milliseconds. */
  private static final int[] UNIT_MILLIS = {0, 1000, 100, 10, 1};

  /** SPEC [MS-PCCRR] 2.2.6.1: senders SHOULD use hundredths of a second. */
  private static final int USUAL_UNIT = 3;

  public SegmentAges {
    ages = Map.copyOf(ages);
    boolean valid =
        ages.size() <= MAX_COUNT
            && ages.keySet().stream().allMatch(index -> index >= 0 && index <= 255)
            && ages.values().stream().noneMatch(Duration::isNegative);
    if (!valid) {
      throw new IllegalArgumentException("segment ages " + ages);
    }
  }

  /**
   * Reads a blob.
   *
   * <p>SPEC [MS-PCCRR] 2.2.6, 2.2.6.1.1: a blob that is too short, of another version or with an
   * unknown unit MUST be discarded, and the message that it is in stays valid.
   *
   * @param blob all of it
   * @return the ages, or nothing if the blob is to be discarded
   */
  public static Optional<SegmentAges> read(ByteBuffer blob) {
    WireReader reader = WireReader.of(blob, ByteOrder.BIG_ENDIAN);
    try {
      if (reader.u16("ExtensibleBlobVersion") != VERSION) {
        return Optional.empty();
      }
      int unit = reader.u8("SegmentAgeUnits");
      int count = reader.u8("SegmentAgeCount");
      if (unit < 1 || unit >= UNIT_MILLIS.length) {
        return Optional.empty();
      }
      reader.need("SegmentAges", 4L * count);
      Map<Integer, Duration> ages = new TreeMap<>();
      for (int i = 0; i < count; i++) {
        int index = reader.u8("SegmentIndex");
        long age = readAge(reader);
        ages.put(index, Duration.ofMillis(age * UNIT_MILLIS[unit]));
      }
      return Optional.of(new SegmentAges(ages));
    } catch (WireFormatException e) {
      return Optional.empty();
    }
  }

  private static long readAge(WireReader reader) throws WireFormatException {
    int low = reader.u8("SegmentAgeLowPart");
    int mid = reader.u8("SegmentAgeMidPart");
    int high = reader.u8("SegmentAgeHighPart");
    return low + (mid << 8) + ((long) high << 16);
  }

  /**
   * Writes the blob.
   *
   * <p>POLICY: hundredths of a second reach to 46 hours; if one of the ages is greater, tenths of a
   * second or seconds are used, and an age of more than 194 days is told as that.
   *
   * @param writer where it goes
   */
  public void write(WireWriter writer) {
    int unit = USUAL_UNIT;
    Duration greatest = ages.values().stream().reduce(Duration.ZERO, SegmentAges::max);
    while (unit > 1 && greatest.toMillis() / UNIT_MILLIS[unit] > MAX_AGE) {
      unit--;
    }
    writer.u16(VERSION).u8(unit).u8(ages.size());
    for (Map.Entry<Integer, Duration> entry : new TreeMap<>(ages).entrySet()) {
      long age = Math.min(MAX_AGE, entry.getValue().toMillis() / UNIT_MILLIS[unit]);
      writer.u8(entry.getKey());
      writer.u8((int) age & 0xFF).u8((int) age >> 8 & 0xFF).u8((int) age >> 16);
    }
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
