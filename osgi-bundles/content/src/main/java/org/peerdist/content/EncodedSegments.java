package org.peerdist.content;

import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** Segments in one of the encoded forms, checked as a whole when they were decoded. */
interface EncodedSegments {
  ContentVersion version();

  HashAlgorithm algorithm();

  /** The content range that the header declares. */
  ContentRange declaredRange();

  /** Where the content ends, if that can be told. */
  OptionalLong contentEnd();

  /** The number of segments, 1 or more. */
  int count();

  /** Where a segment lies in the content. */
  ContentRange rangeOf(int index);

  /** Makes a segment. */
  Segment segment(int index);

  /** A read-only view of all bytes. */
  ByteBuffer bytes();

  /** Encodes a part of the content that lies in the segments from first to last. */
  ByteBuffer encode(ContentRange part, int first, int last);
}
