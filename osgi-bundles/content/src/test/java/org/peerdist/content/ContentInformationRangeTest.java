package org.peerdist.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;

/** Parts of contents, against bytes that were written without the code under test. */
class ContentInformationRangeTest {
  private static final long SEGMENT = 32L * Samples.MIB;
  private static final long V1_LENGTH = 2 * SEGMENT + 200_000;
  private static final int V2_SEGMENTS = 100;

  private static ContentInformation decode(Bytes bytes) throws WireFormatException {
    return ContentInformation.decode(bytes.asByteBuffer());
  }

  private static ContentInformation decode(ByteBuffer bytes) throws WireFormatException {
    return ContentInformation.decode(bytes);
  }

  private static ContentRange randomPart(Random random, ContentRange of) {
    long start = of.start() + random.nextLong(of.length());
    return ContentRange.ofEnd(start, start + 1 + random.nextLong(of.end() - start));
  }

  @ParameterizedTest
  @EnumSource(
      value = HashAlgorithm.class,
      names = {"SHA_256", "SHA_384", "SHA_512"})
  void encode_partsOfVersion1_areAsWrittenByHand(HashAlgorithm algorithm) throws Exception {
    ContentRange whole = ContentRange.ofEnd(0, V1_LENGTH);
    ContentInformation information = decode(Samples.v1(algorithm, V1_LENGTH, whole));
    long[] edges = {
      0,
      1,
      65_535,
      65_536,
      65_537,
      SEGMENT - 1,
      SEGMENT,
      SEGMENT + 1,
      2 * SEGMENT,
      V1_LENGTH - 1,
      V1_LENGTH
    };
    for (int i = 0; i < edges.length; i++) {
      for (int j = i + 1; j < edges.length; j++) {
        assertPartOfV1(information, ContentRange.ofEnd(edges[i], edges[j]));
      }
    }
  }

  private static void assertPartOfV1(ContentInformation information, ContentRange part)
      throws WireFormatException {
    ByteBuffer encoded = information.encode(part);
    assertThat(Bytes.copyOf(encoded).equals(Samples.v1(information.algorithm(), V1_LENGTH, part)))
        .as(part.toString())
        .isTrue();
    assertThat(decode(encoded).range()).isEqualTo(part);
  }

  @Test
  void encode_partsOfPartsOfVersion1_areAsWrittenByHand() throws Exception {
    Random random = new Random(1);
    HashAlgorithm algorithm = HashAlgorithm.SHA_256;
    ContentRange range = ContentRange.ofEnd(70_000, V1_LENGTH - 1);
    ContentInformation whole = decode(Samples.v1(algorithm, V1_LENGTH, range));
    for (int i = 0; i < 200; i++) {
      ContentInformation part = decode(whole.encode(randomPart(random, range)));
      assertPartOfV1(part, randomPart(random, part.range()));
    }
  }

  @Test
  void encode_partsOfVersion2_areAsWrittenByHand() throws Exception {
    for (int segmentsInChunk : new int[] {1, 2, 31, 32, 33, V2_SEGMENTS}) {
      ContentInformation information = decode(Samples.v2(V2_SEGMENTS, segmentsInChunk));
      Random random = new Random(segmentsInChunk);
      for (int i = 0; i < 200; i++) {
        assertPartOfV2(information, randomPart(random, information.range()));
      }
      for (ContentRange segment : Samples.v2Segments(V2_SEGMENTS)) {
        assertPartOfV2(information, segment);
      }
    }
  }

  @Test
  void encode_everyRunOfSegmentsInChunksOfAnySize_isAsWrittenByHand() throws Exception {
    ContentInformation information = decode(inChunksOf(1, 40, 2, 1, 33, 23));
    List<ContentRange> segments = Samples.v2Segments(V2_SEGMENTS);
    for (int first = 0; first < V2_SEGMENTS; first++) {
      // The whole is not written anew, it stays as it is.
      int end = first == 0 ? V2_SEGMENTS - 1 : V2_SEGMENTS;
      for (int last = first; last < end; last++) {
        assertPartOfV2(
            information, ContentRange.ofEnd(segments.get(first).start(), segments.get(last).end()));
      }
    }
  }

  /** The descriptions of {@link Samples#v2} in chunks that have so many each. */
  private static Bytes inChunksOf(int... sizes) {
    ByteBuffer one = Samples.v2(V2_SEGMENTS, V2_SEGMENTS).asByteBuffer();
    ByteBuffer out = ByteBuffer.allocate(one.capacity() + 5 * sizes.length);
    out.put(one.slice(0, 31));
    int position = 36;
    for (int size : sizes) {
      out.put((byte) 0).putInt(68 * size).put(one.slice(position, 68 * size));
      position += 68 * size;
    }
    assertThat(position).isEqualTo(one.capacity());
    return Bytes.copyOf(out.flip());
  }

  private static void assertPartOfV2(ContentInformation information, ContentRange part)
      throws WireFormatException {
    ByteBuffer encoded = information.encode(part);
    assertThat(Bytes.copyOf(encoded)).isEqualTo(Samples.v2(V2_SEGMENTS, part, V2_SEGMENTS));
    assertThat(decode(encoded).range()).isEqualTo(part);
  }

  @Test
  void encode_partsOfPartsOfVersion2_areAsWrittenByHand() throws Exception {
    Random random = new Random(2);
    ContentInformation whole = decode(Samples.v2(V2_SEGMENTS, 3));
    for (int i = 0; i < 500; i++) {
      ContentInformation part = decode(whole.encode(randomPart(random, whole.range())));
      assertPartOfV2(part, randomPart(random, part.range()));
    }
  }

  @Test
  void encode_version2_saysLengthZeroOfTheWholeContentOnly() throws Exception {
    ContentInformation whole = decode(Samples.v2(4, 4));
    long end = whole.range().end();
    assertThat(whole.encode(whole.range()).getLong(23)).isZero();
    assertThat(whole.encode(ContentRange.ofEnd(1, end)).getLong(23)).isEqualTo(end - 1);
    assertThat(whole.encode(ContentRange.ofEnd(0, end - 1)).getLong(23)).isEqualTo(end - 1);
    assertThat(whole.encode(whole.segments().get(3).range()).getLong(23))
        .isEqualTo(whole.segments().get(3).length());
  }

  @Test
  void encode_outsideOfTheRange_isRejected() throws Exception {
    ContentInformation part =
        decode(Samples.v1(HashAlgorithm.SHA_256, 200_000, ContentRange.ofEnd(70_000, 80_000)));
    for (ContentRange outside :
        new ContentRange[] {
          ContentRange.ofEnd(69_999, 80_000),
          ContentRange.ofEnd(70_000, 80_001),
          ContentRange.ofEnd(0, 10),
          ContentRange.ofEnd(100_000, 100_001)
        }) {
      assertThatThrownBy(() -> part.encode(outside)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void segments_ofARange_areWholeAndListBlocksFromTheFirst() throws Exception {
    ContentRange range = ContentRange.ofEnd(SEGMENT + 70_000, SEGMENT + 140_000);
    ContentInformation information = decode(Samples.v1(HashAlgorithm.SHA_384, V1_LENGTH, range));
    assertThat(information.range()).isEqualTo(range);
    assertThat(information.segments()).hasSize(1);
    Segment segment = information.segments().get(0);
    assertThat(segment.range()).isEqualTo(ContentRange.ofLength(SEGMENT, SEGMENT));
    assertThat(segment.blockCount()).isEqualTo(512);
    assertThat(segment.listedBlockCount()).isEqualTo(3);
    assertThat(segment.blockHash(2).value().toByteArray())
        .isEqualTo(Samples.fake(HashAlgorithm.SHA_384, "block", 512 + 2));
    assertThatThrownBy(() -> segment.blockHash(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(segment.blockRange(511).end()).isEqualTo(2 * SEGMENT);
    assertThatThrownBy(() -> segment.blockRange(512)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(segment.hasConsistentHashes()).isTrue();
  }

  @Test
  void segmentIndexAt_findsEveryByteOfTheSegments() throws Exception {
    ContentInformation information = decode(Samples.v2(V2_SEGMENTS, 5));
    for (int i = 0; i < V2_SEGMENTS; i++) {
      ContentRange range = information.segments().get(i).range();
      assertThat(range).isEqualTo(Samples.v2Segments(V2_SEGMENTS).get(i));
      assertThat(information.segmentIndexAt(range.start())).isEqualTo(i);
      assertThat(information.segmentIndexAt(range.end() - 1)).isEqualTo(i);
    }
    long end = information.range().end();
    for (long outside : new long[] {-1, end, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThatThrownBy(() -> information.segmentIndexAt(outside))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
    assertThatThrownBy(() -> information.segments().get(V2_SEGMENTS))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void encode_segmentAlone_isTheSameSegment() throws Exception {
    for (Bytes sample : Samples.ofEachKind()) {
      for (Segment segment : decode(sample).segments()) {
        ContentInformation alone = decode(segment.encode());
        assertThat(alone.segments()).hasSize(1);
        Segment same = alone.segments().get(0);
        assertThat(same.version()).isEqualTo(segment.version());
        assertThat(same.algorithm()).isEqualTo(segment.algorithm());
        assertThat(same.range()).isEqualTo(segment.range());
        assertThat(same.hashOfData()).isEqualTo(segment.hashOfData());
        assertThat(same.secret()).isEqualTo(segment.secret());
        assertThat(same.id()).isEqualTo(segment.id());
        assertThat(same.listedBlockCount()).isEqualTo(segment.listedBlockCount());
        for (int i = 0; i < segment.listedBlockCount(); i++) {
          assertThat(same.blockHash(i)).isEqualTo(segment.blockHash(i));
        }
        assertThat(same.encode()).isEqualTo(segment.encode());
        assertThat(alone.range().start()).isEqualTo(segment.range().start());
      }
    }
  }

  @Test
  void contentEnd_isKnown_whereTheLastSegmentIs() throws Exception {
    ContentRange whole = ContentRange.ofEnd(0, V1_LENGTH);
    ContentInformation v1 = decode(Samples.v1(HashAlgorithm.SHA_256, V1_LENGTH, whole));
    assertThat(v1.contentEnd()).hasValue(V1_LENGTH);
    ContentRange tail = ContentRange.ofEnd(2 * SEGMENT, 2 * SEGMENT + 1);
    assertThat(decode(v1.encode(tail)).contentEnd()).hasValue(V1_LENGTH);
    ContentRange front = ContentRange.ofEnd(0, SEGMENT);
    assertThat(decode(v1.encode(front)).contentEnd()).isEmpty();

    ContentInformation v2 = decode(Samples.v2(V2_SEGMENTS, 10));
    assertThat(v2.contentEnd()).hasValue(v2.range().end());
    ContentRange part = ContentRange.ofEnd(1, v2.range().end() - 1);
    assertThat(decode(v2.encode(part)).contentEnd()).isEmpty();
  }
}
