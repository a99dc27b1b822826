package org.peerdist.content;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.peerdist.wire.Bytes;

/**
 * Content information of contents that exist only as hashes, written field by field as [MS-PCCRC]
 * 2.3 and 2.4 have it, without the code under test.
 */
final class Samples {
  static final int MIB = 1024 * 1024;
  private static final int SEGMENT = 32 * MIB;
  private static final int BLOCK = 64 * 1024;

  private Samples() {}

  /** A value of the length of the algorithm's hashes that depends on name and number alone. */
  static byte[] fake(HashAlgorithm algorithm, String name, long number) {
    byte[] text = (name + ' ' + number).getBytes(StandardCharsets.UTF_8);
    return algorithm.hash(ByteBuffer.wrap(text)).toByteArray();
  }

  /** Version 1 of a range of a content, with "to the end of the segment" written as 0. */
  static Bytes v1(HashAlgorithm algorithm, long contentLength, ContentRange range) {
    int first = (int) (range.start() / SEGMENT);
    int last = (int) ((range.end() - 1) / SEGMENT);
    long lastStart = (long) last * SEGMENT;
    long lastEnd = Math.min(lastStart + SEGMENT, contentLength);
    long read = range.end() - Math.max(lastStart, range.start());
    return v1(algorithm, contentLength, range, first, last, range.end() == lastEnd ? 0 : read);
  }

  private static Bytes v1(
      HashAlgorithm algorithm, long length, ContentRange range, int first, int last, long read) {
    int count = last - first + 1;
    ByteBuffer out =
        ByteBuffer.allocate(18 + count * (20 + (2 + 512) * algorithm.length()))
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(new byte[] {0, 1})
            .putInt(algorithm.wireValue())
            .putInt((int) (range.start() - (long) first * SEGMENT))
            .putInt((int) read)
            .putInt(count);
    for (long i = first; i <= last; i++) {
      out.putLong(i * SEGMENT).putInt((int) Math.min(SEGMENT, length - i * SEGMENT)).putInt(BLOCK);
      out.put(fake(algorithm, "hash of data", i)).put(fake(algorithm, "secret", i));
    }
    for (long i = first; i <= last; i++) {
      long listed = Math.min(range.end(), (i + 1) * SEGMENT) - i * SEGMENT;
      int blocks = (int) ((listed + BLOCK - 1) / BLOCK);
      out.putInt(blocks);
      for (int block = 0; block < blocks; block++) {
        out.put(fake(algorithm, "block", i * 512 + block));
      }
    }
    return Bytes.copyOf(out.flip());
  }

  /** The ends of the segments of version 2 that {@link #v2} describes. */
  static List<ContentRange> v2Segments(int count) {
    int[] lengths = {39_390, 1, 131_072, 65_535, 100_001, 7};
    List<ContentRange> ranges = new ArrayList<>();
    long start = 0;
    for (int i = 0; i < count; i++) {
      ranges.add(ContentRange.ofLength(start, lengths[i % lengths.length]));
      start += lengths[i % lengths.length];
    }
    return ranges;
  }

  /**
   * Version 2 of a range of a content of some segments, with the length written as 0 for all of it.
   */
  static Bytes v2(int segmentsOfContent, ContentRange range, int segmentsInChunk) {
    List<ContentRange> all = v2Segments(segmentsOfContent);
    List<ContentRange> ranges = all.stream().filter(range::intersects).toList();
    int first = all.indexOf(ranges.get(0));
    boolean whole = range.equals(ContentRange.ofEnd(0, all.get(all.size() - 1).end()));
    ByteBuffer out =
        ByteBuffer.allocate(31 + ranges.size() * (68 + 5))
            .put(new byte[] {0, 2, 4})
            .putLong(ranges.get(0).start())
            .putLong(first)
            .putInt((int) (range.start() - ranges.get(0).start()))
            .putLong(whole ? 0 : range.length());
    for (int i = 0; i < ranges.size(); i++) {
      if (i % segmentsInChunk == 0) {
        out.put((byte) 0).putInt(68 * Math.min(segmentsInChunk, ranges.size() - i));
      }
      out.putInt((int) ranges.get(i).length());
      out.put(fake(HashAlgorithm.TRUNCATED_SHA_512, "hash of data", first + i));
      out.put(fake(HashAlgorithm.TRUNCATED_SHA_512, "secret", first + i));
    }
    return Bytes.copyOf(out.flip());
  }

  /** Version 2 of a whole content. */
  static Bytes v2(int segments, int segmentsInChunk) {
    return v2(segments, v2Whole(segments), segmentsInChunk);
  }

  static ContentRange v2Whole(int segments) {
    return ContentRange.ofEnd(0, v2Segments(segments).get(segments - 1).end());
  }

  /** Some bytes of each kind: both versions, all hashes, whole contents and ranges. */
  static List<Bytes> ofEachKind() {
    List<Bytes> samples = new ArrayList<>();
    for (HashAlgorithm algorithm : ContentVersion.V1.algorithms()) {
      long length = 2L * SEGMENT + 3 * BLOCK + 5;
      samples.add(v1(algorithm, 100, ContentRange.ofEnd(0, 100)));
      samples.add(v1(algorithm, 3L * BLOCK, ContentRange.ofEnd(70_000, 70_001)));
      samples.add(v1(algorithm, length, ContentRange.ofEnd(2L * SEGMENT - 9, length - 1)));
    }
    samples.add(v2(1, 1));
    samples.add(v2(5, 2));
    samples.add(v2(40, ContentRange.ofEnd(39_390, 1_000_000), 7));
    return samples;
  }
}
