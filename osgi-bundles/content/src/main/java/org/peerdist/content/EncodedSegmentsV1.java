package org.peerdist.content;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.OptionalLong;
import org.peerdist.wire.Bytes;
import org.peerdist.wire.WireFormatException;
import org.peerdist.wire.WireReader;
import org.peerdist.wire.WireWriter;

/** Version 1 as it is encoded, with the places at which the block hashes of the segments start. */
final class EncodedSegmentsV1 implements EncodedSegments {
  private final ByteBuffer bytes;
  private final HashAlgorithm algorithm;
  private final long firstOffset;
  private final int lastLength;
  private final ContentRange range;

  /** For each segment, where its block count stands. */
  private final int[] blockLists;

  private EncodedSegmentsV1(
      ByteBuffer bytes,
      HashAlgorithm algorithm,
      long firstOffset,
      int lastLength,
      ContentRange range,
      int[] blockLists) {
    this.bytes = bytes;
    this.algorithm = algorithm;
    this.firstOffset = firstOffset;
    this.lastLength = lastLength;
    this.range = range;
    this.blockLists = blockLists;
  }

  static EncodedSegmentsV1 decode(ByteBuffer input) throws WireFormatException {
    ByteBuffer bytes = input.slice().order(Version1Encoding.ORDER);
    WireReader in = WireReader.of(bytes, Version1Encoding.ORDER);
    Version1Encoding.Header header = Version1Encoding.Header.read(in);
    int count = header.segmentCount();
    int hashLength = header.algorithm().length();

    ContentRange first = null;
    ContentRange last = null;
    for (int i = 0; i < count; i++) {
      long at = in.offset();
      ContentRange segment =
          Version1Encoding.readDescription(in, header.algorithm(), i == count - 1);
      if (last != null && segment.start() != last.end()) {
        throw new WireFormatException(
            "segment offset", at, segment.start() + " does not follow " + last.end());
      }
      first = first == null ? segment : first;
      last = segment;
    }
    ContentRange range = range(header, Objects.requireNonNull(first), Objects.requireNonNull(last));

    int[] blockLists = new int[count];
    for (int i = 0; i < count; i++) {
      long start = first.start() + (long) i * Version1Encoding.SEGMENT_LENGTH;
      long end = i == count - 1 ? last.end() : start + Version1Encoding.SEGMENT_LENGTH;
      blockLists[i] = (int) in.offset();
      // INTEROP: the list starts with block 0 even where the range starts later, and ends with the
      // last block that the range touches ([MS-PCCRC] 3.3 and 3.5, and what known clients expect).
      int listed =
          in.u32("block count", blocks(Math.min(end, range.end()) - start), blocks(end - start));
      in.skip("block hashes", (long) listed * hashLength);
    }
    in.finish();
    return new EncodedSegmentsV1(
        bytes, header.algorithm(), first.start(), (int) last.length(), range, blockLists);
  }

  private static int blocks(long length) {
    return (int) ((length + Version1Encoding.BLOCK_LENGTH - 1) / Version1Encoding.BLOCK_LENGTH);
  }

  private static ContentRange range(
      Version1Encoding.Header header, ContentRange first, ContentRange last)
      throws WireFormatException {
    long start = first.start() + header.offsetInFirstSegment();
    // INTEROP: 0 stands for the whole of the last segment (content information of a Windows
    // server). Within a single segment the bytes count from where the range starts.
    long counted = header.segmentCount() == 1 ? start : last.start();
    long read = header.readBytesInLastSegment();
    long end = read == 0 ? last.end() : counted + read;
    if (start >= first.end()) {
      throw new WireFormatException(
          "offset in first segment", 6, start + " is not in the first segment");
    }
    if (end > last.end()) {
      throw new WireFormatException(
          "bytes in last segment",
          10,
          "the range would end at " + end + ", after the last segment");
    }
    return ContentRange.ofEnd(start, end);
  }

  @Override
  public ContentVersion version() {
    return ContentVersion.V1;
  }

  @Override
  public HashAlgorithm algorithm() {
    return algorithm;
  }

  @Override
  public ContentRange declaredRange() {
    return range;
  }

  @Override
  public OptionalLong contentEnd() {
    // SPEC [MS-PCCRC] 2.3.1.1: only the last segment of a content is shorter.
    return lastLength < Version1Encoding.SEGMENT_LENGTH
        ? OptionalLong.of(rangeOf(count() - 1).end())
        : OptionalLong.empty();
  }

  @Override
  public int count() {
    return blockLists.length;
  }

  @Override
  public ContentRange rangeOf(int index) {
    long start = firstOffset + (long) index * Version1Encoding.SEGMENT_LENGTH;
    return ContentRange.ofLength(
        start, index == count() - 1 ? lastLength : Version1Encoding.SEGMENT_LENGTH);
  }

  @Override
  public Segment segment(int index) {
    int at = Version1Encoding.HEADER_LENGTH;
    at += index * Version1Encoding.descriptionLength(algorithm) + 16;
    int length = algorithm.length();
    return new Segment(
        ContentVersion.V1,
        algorithm,
        rangeOf(index),
        new SegmentHashOfData(Bytes.copyOf(bytes.slice(at, length))),
        new SegmentSecret(Bytes.copyOf(bytes.slice(at + length, length))),
        blockHashes(index, listed(index)));
  }

  private int listed(int index) {
    return bytes.getInt(blockLists[index]);
  }

  private ByteBuffer blockHashes(int index, int count) {
    return bytes.slice(blockLists[index] + 4, count * algorithm.length());
  }

  @Override
  public ByteBuffer bytes() {
    return bytes.asReadOnlyBuffer();
  }

  @Override
  public ByteBuffer encode(ContentRange part, int first, int last) {
    int descriptions = (last - first + 1) * Version1Encoding.descriptionLength(algorithm);
    int lists = blockLists[last] + 4 + listed(last) * algorithm.length() - blockLists[first];
    WireWriter out =
        WireWriter.of(
            Version1Encoding.ORDER, Version1Encoding.HEADER_LENGTH + descriptions + lists);
    ContentRange firstRange = rangeOf(first);
    ContentRange lastRange = rangeOf(last);
    long read = part.end() - Math.max(part.start(), lastRange.start());
    Version1Encoding.writeHeader(
        out,
        algorithm,
        part.start() - firstRange.start(),
        // SPEC [MS-PCCRC] 2.3: less than the length of the segment, so 0 for all of it.
        part.end() == lastRange.end() ? 0 : read,
        last - first + 1L);
    int at = Version1Encoding.HEADER_LENGTH + first * Version1Encoding.descriptionLength(algorithm);
    out.bytes(bytes.slice(at, descriptions));
    for (int i = first; i <= last; i++) {
      int count = blocks(Math.min(rangeOf(i).end(), part.end()) - rangeOf(i).start());
      Version1Encoding.writeBlockCount(out, count);
      out.bytes(blockHashes(i, count));
    }
    return out.toByteBuffer();
  }
}
