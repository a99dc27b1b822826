package org.peerdist.hashgen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
        .containsExactly(89544, 160466, 229013, 289760, 337667, 379869, 400000);
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
    for (Bytes segment :
        segments(insert(data, 5_000_000, "inserted".getBytes(StandardCharsets.US_ASCII)))) {
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
