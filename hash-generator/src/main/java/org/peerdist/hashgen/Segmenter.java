package org.peerdist.hashgen;

import org.peerdist.content.Version2Encoding;

/**
 * Finds where segments of version 2 end, from the bytes themselves, so that an insertion changes
 * only the segments around it. [MS-PCCRC] 2.1 leaves the cutting to the server.
 *
 * <p>POLICY: a rolling hash (gear: shift by one bit, add a number of the byte's own) ends a segment
 * after the first byte, from the {@link #MIN_LENGTH}th on, at which it falls under a bound, and
 * after {@link Version2Encoding#MAX_SEGMENT_LENGTH} bytes at the latest. Random data gives 64 KiB
 * on average; the bytes below the least length are never looked at. The numbers of the bytes are
 * the outputs of SplitMix64 from a fixed seed: the same bytes are cut in the same places on any
 * machine. Other cuts would make servers with the same passphrase give out different segments: all
 * of these constants stay as they are.
 *
 * <p>Pure; safe for use by many threads.
 */
public final class Segmenter {
  /** The least length of a segment that does not end the content: 40 KiB. */
  public static final int MIN_LENGTH = 40 * 1024;

  /** The rolling hash forgets a byte after as many others. */
  private static final int WINDOW = 64;

  /** A place to cut is met every so many bytes on average. */
  private static final long MEAN_DISTANCE = 25 * 1024;

  private static final long BOUND = Long.MIN_VALUE + 2 * (Long.MAX_VALUE / MEAN_DISTANCE);
  private static final long[] GEAR = gear(0x5065657244697374L);

  private Segmenter() {}

  /**
   * Finds the end of the segment that starts at a place.
   *
   * @param data an array that holds the bytes
   * @param start where the segment starts
   * @param end where the bytes end
   * @param last whether the content ends at {@code end}
   * @return where the segment ends, more than {@code start}; or -1 if that takes more bytes than
   *     there are, or if there are none
   */
  public static int cut(byte[] data, int start, int end, boolean last) {
    int limit = (int) Math.min(end, (long) start + Version2Encoding.MAX_SEGMENT_LENGTH);
    // The last byte within the least length may be the end.
    int from = start + MIN_LENGTH - 1;
    if (from < limit) {
      int cut = scan(data, from, limit);
      if (cut > 0) {
        return cut;
      }
    }
    if (limit - start == Version2Encoding.MAX_SEGMENT_LENGTH || (last && limit > start)) {
      return limit;
    }
    return -1;
  }

  private static int scan(byte[] data, int from, int limit) {
    long hash = 0;
    for (int i = from - WINDOW + 1; i < from; i++) {
      hash = (hash << 1) + GEAR[data[i] & 0xFF];
    }
    for (int i = from; i < limit; i++) {
      hash = (hash << 1) + GEAR[data[i] & 0xFF];
      if (hash < BOUND) {
        return i + 1;
      }
    }
    return -1;
  }

  /** SplitMix64 (Steele, Lea and Flood, 2014). */
  private static long[] gear(long seed) {
    long[] numbers = new long[256];
    long state = seed;
    for (int i = 0; i < numbers.length; i++) {
      state += 0x9E3779B97F4A7C15L;
      long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      numbers[i] = z ^ (z >>> 31);
    }
    return numbers;
  }
}
