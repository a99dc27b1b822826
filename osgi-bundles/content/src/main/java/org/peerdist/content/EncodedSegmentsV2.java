package org.peerdist.content;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalLong;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/** Version 2 as it is encoded, with a sparse index: segments have any length, chunks any size. */
final class EncodedSegmentsV2 implements EncodedSegments {
  /** One segment in so many is in the index; the others are reached from it. */
  private static final int STRIDE = 32;

  private final ByteBuffer bytes;
  private final long firstSegmentIndex;
  private final ContentRange range;
  private final int count;

  /** For each indexed segment, where it starts in the content. */
  private final long[] offsets;

  /** For each indexed segment, where its description stands. */
  private final int[] positions;

  /** Whether the range has no end of its own. */
  private final boolean whole;

  /**
   * For each indexed segment, how many of its chunk come before the next chunk, itself included.
   */
  private final int[] leftInChunk;

  private EncodedSegmentsV2(
      ByteBuffer bytes,
      Version2Encoding.Header header,
      ContentRange range,
      int count,
      long[] offsets,
      int[] positions,
      int[] leftInChunk) {
    this.bytes = bytes;
    this.firstSegmentIndex = header.firstSegmentIndex();
    this.range = range;
    this.whole = header.lengthOfRange() == 0;
    this.count = count;
    this.offsets = offsets;
    this.positions = positions;
    this.leftInChunk = leftInChunk;
  }

  static EncodedSegmentsV2 decode(ByteBuffer input) throws WireFormatException {
    ByteBuffer bytes = input.slice().order(Version2Encoding.ORDER);
    WireReader in = WireReader.of(bytes, Version2Encoding.ORDER);
    Version2Encoding.Header header = Version2Encoding.Header.read(in);
    int capacity = in.remaining() / Version2Encoding.DESCRIPTION_LENGTH / STRIDE + 1;
    long[] offsets = new long[capacity];
    int[] positions = new int[capacity];
    int[] leftInChunk = new int[capacity];

    int count = 0;
    long offset = header.startInContent();
    long firstEnd = 0;
    do {
      for (int left = Version2Encoding.readChunkSegments(in); left > 0; left--) {
        if (count % STRIDE == 0) {
          offsets[count / STRIDE] = offset;
          positions[count / STRIDE] = (int) in.offset();
          leftInChunk[count / STRIDE] = left;
        }
        long at = in.offset();
        // SPEC [MS-PCCRC] 2.4.1.2: not zero, and not more than 128 KiB.
        int length = in.u32("segment length", 1, Version2Encoding.MAX_SEGMENT_LENGTH);
        in.skip("segment hash and secret", Version2Encoding.DESCRIPTION_LENGTH - 4L);
        if (offset > Long.MAX_VALUE - length) {
          throw new WireFormatException("segment length", at, "ends after the end of any file");
        }
        offset += length;
        firstEnd = count == 0 ? offset : firstEnd;
        count++;
      }
    } while (in.remaining() > 0);
    if (header.firstSegmentIndex() > Long.MAX_VALUE - count) {
      throw new WireFormatException(
          "index of first segment", 11, header.firstSegmentIndex() + " is larger than any file");
    }
    int indexed = (count + STRIDE - 1) / STRIDE;
    return new EncodedSegmentsV2(
        bytes,
        header,
        range(header, firstEnd, offset),
        count,
        Arrays.copyOf(offsets, indexed),
        Arrays.copyOf(positions, indexed),
        Arrays.copyOf(leftInChunk, indexed));
  }

  private static ContentRange range(Version2Encoding.Header header, long firstEnd, long end)
      throws WireFormatException {
    long start = header.startInContent() + header.offsetInFirstSegment();
    if (start >= firstEnd || start < 0) {
      throw new WireFormatException(
          "offset in first segment", 19, start + " is not in the first segment");
    }
    // SPEC [MS-PCCRC] 2.4: a length of 0 stands for all that is described.
    long length = header.lengthOfRange();
    if (length > end - start) {
      throw new WireFormatException(
          "length of range", 23, length + " bytes wanted, the segments have " + (end - start));
    }
    return ContentRange.ofLength(start, length == 0 ? end - start : length);
  }

  @Override
  public ContentVersion version() {
    return ContentVersion.V2;
  }

  @Override
  public HashAlgorithm algorithm() {
    return Version2Encoding.ALGORITHM;
  }

  @Override
  public ContentRange declaredRange() {
    return range;
  }

  @Override
  public OptionalLong contentEnd() {
    return whole ? OptionalLong.of(range.end()) : OptionalLong.empty();
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public ContentRange rangeOf(int index) {
    return at(index).range();
  }

  @Override
  public Segment segment(int index) {
    Place place = at(index);
    return new Segment(
        ContentVersion.V2,
        Version2Encoding.ALGORITHM,
        place.range(),
        new SegmentHashOfData(Bytes.copyOf(bytes.slice(place.position() + 4, 32))),
        new SegmentSecret(Bytes.copyOf(bytes.slice(place.position() + 36, 32))),
        bytes);
  }

  /**
   * Where a segment lies in the content, where its description stands, and how many of its chunk
   * come before the next chunk, itself included.
   */
  private record Place(ContentRange range, int position, int leftInChunk) {}

  private Place at(int index) {
    int indexed = index / STRIDE;
    long offset = offsets[indexed];
    int position = positions[indexed];
    int left = leftInChunk[indexed];
    for (int i = index % STRIDE; i > 0; i--) {
      offset += bytes.getInt(position);
      position += Version2Encoding.DESCRIPTION_LENGTH;
      left--;
      if (left == 0) {
        left = segmentsOfChunk(position);
        position += Version2Encoding.CHUNK_HEADER_LENGTH;
      }
    }
    return new Place(ContentRange.ofLength(offset, bytes.getInt(position)), position, left);
  }

  private int segmentsOfChunk(int header) {
    return bytes.getInt(header + 1) / Version2Encoding.DESCRIPTION_LENGTH;
  }

  @Override
  public ByteBuffer bytes() {
    return bytes.asReadOnlyBuffer();
  }

  @Override
  public ByteBuffer encode(ContentRange part, int first, int last) {
    int segments = last - first + 1;
    WireWriter out =
        WireWriter.of(
            Version2Encoding.ORDER,
            Version2Encoding.HEADER_LENGTH
                + Version2Encoding.CHUNK_HEADER_LENGTH
                + segments * Version2Encoding.DESCRIPTION_LENGTH);
    Place place = at(first);
    long start = place.range().start();
    // SPEC [MS-PCCRC] 2.4: the length is 0 for the entire resource only, and this is a part of it.
    Version2Encoding.writeHeader(
        out, start, firstSegmentIndex + first, part.start() - start, part.length());
    Version2Encoding.writeChunkHeader(out, segments);
    copyDescriptions(out, place, segments);
    return out.toByteBuffer();
  }

  /** Copies the descriptions from a place on, all that a chunk has of them at once. */
  private void copyDescriptions(WireWriter out, Place from, int segments) {
    int position = from.position();
    int left = from.leftInChunk();
    for (int missing = segments; missing > 0; ) {
      int run = Math.min(left, missing);
      int length = run * Version2Encoding.DESCRIPTION_LENGTH;
      out.bytes(bytes.slice(position, length));
      missing -= run;
      position += length;
      if (missing > 0) {
        left = segmentsOfChunk(position);
        position += Version2Encoding.CHUNK_HEADER_LENGTH;
      }
    }
  }
}
