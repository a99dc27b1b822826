package org.peerdist.content;

import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.RandomAccess;
import org.peerdist.wire.WireFormatException;

/**
 * Content information of either version: which bytes of a content it is about, and the segments
 * that hold them ([MS-PCCRC] 2).
 *
 * <p>It keeps the encoded bytes and makes segments from them when asked, so that it needs no more
 * memory than it has bytes, and nothing of the heap where these are a mapped file. Safe for use by
 * many threads, as long as nobody writes to the bytes that it was decoded from.
 */
public final class ContentInformation {
  private final EncodedSegments encoded;
  private final ContentRange range;

  private ContentInformation(EncodedSegments encoded, ContentRange range) {
    this.encoded = encoded;
    this.range = range;
  }

  /**
   * Reads content information.
   *
   * @param input its bytes and nothing else; they are not copied, the position stays where it is
   * @return what it says
   * @throws WireFormatException if it is not valid; never anything else, whatever the bytes are
   */
  public static ContentInformation decode(ByteBuffer input) throws WireFormatException {
    ByteBuffer bytes = input.slice().asReadOnlyBuffer();
    if (bytes.remaining() < 2) {
      throw new WireFormatException(
          "version", 0, "2 bytes expected, " + bytes.remaining() + " present");
    }
    int minor = bytes.get(0) & 0xFF;
    int major = bytes.get(1) & 0xFF;
    EncodedSegments encoded =
        switch (minor == 0 ? major : 0) {
          case 1 -> EncodedSegmentsV1.decode(bytes);
          case 2 -> EncodedSegmentsV2.decode(bytes);
          default ->
              throw new WireFormatException("version", 0, major + "." + minor + " is unknown");
        };
    return new ContentInformation(encoded, encoded.declaredRange());
  }

  /**
   * The version.
   *
   * @return 1 or 2
   */
  public ContentVersion version() {
    return encoded.version();
  }

  /**
   * The hash in use.
   *
   * @return the algorithm
   */
  public HashAlgorithm algorithm() {
    return encoded.algorithm();
  }

  /**
   * The bytes of the content that this is about.
   *
   * @return the content range
   */
  public ContentRange range() {
    return range;
  }

  /**
   * Where the content ends, as far as this tells: by a last segment that is shorter than all others
   * in version 1, and by a range without an end of its own in version 2.
   *
   * @return an offset; nothing if the content may go on
   */
  public OptionalLong contentEnd() {
    return encoded.contentEnd();
  }

  /**
   * The segments that hold the content range, in their order. Each look at an element makes a new
   * segment.
   *
   * @return at least one
   */
  public List<Segment> segments() {
    return new SegmentList(encoded);
  }

  /**
   * The segment that a byte of the content is in.
   *
   * @param offset the offset of the byte in the content
   * @return the index of the segment in {@link #segments()}
   * @throws IndexOutOfBoundsException if no segment has that byte
   */
  public int segmentIndexAt(long offset) {
    int low = 0;
    int high = encoded.count() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      ContentRange candidate = encoded.rangeOf(middle);
      if (offset < candidate.start()) {
        high = middle - 1;
      } else if (offset >= candidate.end()) {
        low = middle + 1;
      } else {
        return middle;
      }
    }
    throw new IndexOutOfBoundsException("no segment has byte " + offset);
  }

  /**
   * The encoded form of all of it.
   *
   * @return a read-only view of the bytes that it was decoded from
   */
  public ByteBuffer encoded() {
    return encoded.bytes();
  }

  /**
   * The encoded form of a part of it.
   *
   * @param part the content range to describe, within {@link #range()}
   * @return new bytes, or a view of {@link #encoded()} if the part is the whole
   * @throws IllegalArgumentException if this does not describe all of the part
   */
  public ByteBuffer encode(ContentRange part) {
    if (!range.contains(part)) {
      throw new IllegalArgumentException(part + " is not in " + range);
    }
    // What is in it and as long is the same; equals of a record takes 15 ms when it is first used.
    if (part.length() == range.length()) {
      return encoded();
    }
    return encoded.encode(part, segmentIndexAt(part.start()), segmentIndexAt(part.end() - 1));
  }

  @Override
  public String toString() {
    return "content information version "
        + version().number()
        + " of "
        + range
        + " in "
        + encoded.count()
        + " segments";
  }

  /** A look at the segments. */
  private static final class SegmentList extends AbstractList<Segment> implements RandomAccess {
    private final EncodedSegments encoded;

    SegmentList(EncodedSegments encoded) {
      this.encoded = encoded;
    }

    @Override
    public Segment get(int index) {
      return encoded.segment(Objects.checkIndex(index, encoded.count()));
    }

    @Override
    public int size() {
      return encoded.count();
    }
  }
}
