package org.peerdist.hashgen;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.peerdist.content.Version2Encoding;
import org.peerdist.wire.Bytes;

class SegmenterTest {
  @Test
  void cut_randomData_givesSegmentsOf64KibOnAverage() {
    List<Integer> ends = ends(random(64 << 20, 1));

    assertThat((64 << 20) / ends.size()).isBetween(60 * 1024, 68 * 1024);
    int start = 0;
    for (int end : ends.subList(0, ends.size() - 1)) {
      assertThat(end - start).isBetween(Segmenter.MIN_LENGTH, Version2Encoding.MAX_SEGMENT_LENGTH);
      start = end;
    }
  }

  @Test
  void cut_sameBytes_cutsWhereItAlwaysDid() {
    // Other ends would make servers of different releases give out different segments.
    assertThat(ends(random(400_000, 2)))
        .containsExactly(62319, 129683, 183155, 232700, 289760, 348306, 400000);
  }

  @Test
  void cut_anyBytes_cutsWhereTheRuleSays() {
    byte[] text = "A segment ends where its bytes say so.\n".repeat(9000).getBytes(US_ASCII);
    for (byte[] data : List.of(random(1_500_001, 4), text, repeated(random(70_001, 5), 8))) {
      assertThat(ends(data)).isEqualTo(endsByTheRule(data));
    }
  }

  @Test
  void cut_oneByteAgainAndAgain_staysWithinTheLengths() {
    for (int value = 0; value < 256; value++) {
      byte[] data = new byte[200_000];
      Arrays.fill(data, (byte) value);
      assertThat(Segmenter.cut(data, 0, data.length, true))
          .isIn(Segmenter.MIN_LENGTH, Version2Encoding.MAX_SEGMENT_LENGTH);
    }
  }

  @Test
  void cut_bytesThatArriveLater_doNotChangeTheEnd() {
    byte[] data = random(140_000, 6);
    int end = Segmenter.cut(data, 0, data.length, true);
    for (int known = end - 5; known <= end + 5; known++) {
      assertThat(Segmenter.cut(data, 0, known, false)).isEqualTo(known < end ? -1 : end);
    }
  }

  @Test
  void cut_noPlaceToCut_cutsAtTheGreatestLength() {
    assertThat(ends(new byte[300_000])).containsExactly(131_072, 262_144, 300_000);
  }

  @Test
  void cut_insertion_changesOnlyItsNeighbourhood() {
    byte[] data = random(16 << 20, 3);
    Set<Bytes> before = segments(data);
    long changed = 0;
    for (Bytes segment : segments(insert(data, 5_000_000, "inserted".getBytes(US_ASCII)))) {
      changed += before.contains(segment) ? 0 : segment.length();
    }

    assertThat(changed).isBetween(1L, 4L * Version2Encoding.MAX_SEGMENT_LENGTH);
  }

  @Test
  void cut_notEnoughBytes_asksForMore() {
    byte[] data = random(300_000, 2);

    assertThat(Segmenter.cut(data, 0, 0, true)).isEqualTo(-1);
    assertThat(Segmenter.cut(data, 0, 1000, false)).isEqualTo(-1);
    assertThat(Segmenter.cut(data, 0, 1000, true)).isEqualTo(1000);
  }

  private static byte[] random(int length, long seed) {
    byte[] data = new byte[length];
    new Random(seed).nextBytes(data);
    return data;
  }

  private static byte[] repeated(byte[] data, int times) {
    byte[] all = new byte[times * data.length];
    for (int i = 0; i < times; i++) {
      System.arraycopy(data, 0, all, i * data.length, data.length);
    }
    return all;
  }

  /** The documented rule as plainly as can be: for each place the hash of the 64 bytes before. */
  private static List<Integer> endsByTheRule(byte[] data) {
    long[] numbers = new long[256];
    SplitMix64 generator = new SplitMix64(0x5065657244697374L);
    Arrays.setAll(numbers, i -> generator.next());
    List<Integer> ends = new ArrayList<>();
    int start = 0;
    for (int end = 1; end <= data.length; end++) {
      int length = end - start;
      boolean ends14Bits = false;
      if (length >= Segmenter.MIN_LENGTH) {
        long hash = 0;
        for (int i = 0; i < 64; i++) {
          hash += numbers[data[end - 1 - i] & 0xFF] << i;
        }
        ends14Bits = hash >>> 50 == 0b10_0000_0000_0000;
      }
      if (ends14Bits || length == Version2Encoding.MAX_SEGMENT_LENGTH || end == data.length) {
        ends.add(end);
        start = end;
      }
    }
    return ends;
  }

  private static final class SplitMix64 {
    private long state;

    SplitMix64(long seed) {
      state = seed;
    }

    long next() {
      state += 0x9E3779B97F4A7C15L;
      long z = state;
      z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      return z ^ (z >>> 31);
    }
  }

  private static byte[] insert(byte[] data, int at, byte[] inserted) {
    byte[] edited = new byte[data.length + inserted.length];
    System.arraycopy(data, 0, edited, 0, at);
    System.arraycopy(inserted, 0, edited, at, inserted.length);
    System.arraycopy(data, at, edited, at + inserted.length, data.length - at);
    return edited;
  }

  private static Set<Bytes> segments(byte[] data) {
    Set<Bytes> segments = new HashSet<>();
    int start = 0;
    for (int end : ends(data)) {
      segments.add(Bytes.copyOf(ByteBuffer.wrap(data, start, end - start)));
      start = end;
    }
    return segments;
  }

  private static List<Integer> ends(byte[] data) {
    List<Integer> ends = new ArrayList<>();
    int start = 0;
    while (start < data.length) {
      start = Segmenter.cut(data, start, data.length, true);
      ends.add(start);
    }
    return ends;
  }
}
