package org.peerdist.content;

/**
 * A range of bytes of a content, half-open, never empty.
 *
 * @param start the offset of the first byte, 0 or more
 * @param end the offset after the last byte, more than {@code start}
 */
public record ContentRange(long start, long end) {
  public ContentRange {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("no bytes from " + start + " to " + end);
    }
  }

  /**
   * A range by its length.
   *
   * @param start the offset of the first byte
   * @param length the number of bytes, 1 or more
   * @return the range
   * @throws IllegalArgumentException if there is no such range
   */
  public static ContentRange ofLength(long start, long length) {
    if (length <= 0 || start > Long.MAX_VALUE - length) {
      throw new IllegalArgumentException("no " + length + " bytes from " + start);
    }
    return new ContentRange(start, start + length);
  }

  /**
   * A range by its end.
   *
   * @param start the offset of the first byte
   * @param end the offset after the last byte
   * @return the range
   * @throws IllegalArgumentException if there is no such range
   */
  public static ContentRange ofEnd(long start, long end) {
    return new ContentRange(start, end);
  }

  /**
   * The number of bytes.
   *
   * @return 1 or more
   */
  public long length() {
    return end - start;
  }

  /**
   * Whether all bytes of another range are in this one.
   *
   * @param other another range
   * @return true if they are
   */
  public boolean contains(ContentRange other) {
    return start <= other.start && other.end <= end;
  }

  /**
   * Whether the two share a byte.
   *
   * @param other another range
   * @return true if they do
   */
  public boolean intersects(ContentRange other) {
    return start < other.end && other.start < end;
  }

  @Override
  public String toString() {
    return "bytes " + start + " to " + end;
  }
}
