package org.peerdist.hashgen;

import org.peerdist.content.Version2Encoding;

/**
 * Finds where segments of version 2 end, from the bytes themselves, so that an insertion changes
 * only the segments around it. [MS-PCCRC] 2.1 leaves the cutting to the server.
 *
 * <p>POLICY: the rule is the same on every machine and in every release, because peers find
 * segments by their hashes: other cuts would keep servers with the same passphrase from sharing
 * their clients.
 *
 * <ul>
 *   <li>Each byte value has a number of 64 bits: the outputs of SplitMix64 from a fixed seed, in
 *       their order.
 *   <li>The rolling hash after a byte is twice the hash before it plus the number of the byte,
 *       modulo 2<sup>64</sup>; so a byte is forgotten after 64 others.
 *   <li>A segment ends after the first byte, from the {@link #MIN_LENGTH}th on, after which the
 *       upper 14 bits of the hash are a one and 13 zeros; after {@link
 *       Version2Encoding#MAX_SEGMENT_LENGTH} bytes at the latest; and where the content ends.
 * </ul>
 *
 * <p>Random data gives 64 KiB on average: 48 KiB that nobody looks at, and 16 KiB until a chance of
 * 1 to 16,384 comes true. Little to look at makes version 2 fast; how far an insertion is felt
 * hardly depends on it (70 KiB on average).
 *
 * <p>Pure; safe for use by many threads.
 */
public final class Segmenter {
  /** The least length of a segment that does not end the content: 48 KiB. */
  public static final int MIN_LENGTH = 48 * 1024;

  /** How many bytes before the first that may end a segment have a say in it. */
  static final int REMEMBERED_LENGTH = 63;

  /** The lower 2<sup>50</sup> of all 2<sup>64</sup> numbers are below it. */
  private static final long BOUND = Long.MIN_VALUE + (1L << 50);

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

  /**
   * Finds the first byte after which a segment may end.
   *
   * @param from the first byte to ask, {@link #REMEMBERED_LENGTH} or more after the array's start
   * @param limit where the bytes end
   * @return the place after that byte, or -1 if there is none
   */
  static int scan(byte[] data, int from, int limit) {
    long[] gear = GEAR;
    long hash = 0;
    for (int i = from - REMEMBERED_LENGTH; i < from; i++) {
      hash = (hash << 1) + gear[data[i] & 0xFF];
    }
    // Two bytes a step: only one addition of the two has to wait for the step before.
    int at = from;
    for (; at < limit - 1; at += 2) {
      long first = gear[data[at] & 0xFF];
      long both = (first << 1) + gear[data[at + 1] & 0xFF];
      long between = (hash << 1) + first;
      hash = (hash << 2) + both;
      if (between < BOUND) {
        return at + 1;
      }
      if (hash < BOUND) {
        return at + 2;
      }
    }
    if (at < limit && (hash << 1) + gear[data[at] & 0xFF] < BOUND) {
      return limit;
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
