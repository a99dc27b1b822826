package org.peerdist.client.internal;

import java.util.Optional;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentRange;
import org.peerdist.content.Segment;

/**
 * Where in a content a block is.
 *
 * @param number the position of its segment in the content information
 * @param segment its segment
 * @param index its position in the segment
 */
record BlockPlace(int number, Segment segment, int index) {
  /** The block that has a byte, if its hash is known. */
  static Optional<BlockPlace> of(ContentInformation information, long offset) {
    int last = information.segments().size() - 1;
    long start = information.segments().get(0).range().start();
    long end = information.segments().get(last).range().end();
    if (offset < start || offset >= end) {
      return Optional.empty();
    }
    int number = information.segmentIndexAt(offset);
    Segment segment = information.segments().get(number);
    int index = (int) ((offset - segment.range().start()) / segment.blockLength());
    return index < segment.listedBlockCount()
        ? Optional.of(new BlockPlace(number, segment, index))
        : Optional.empty();
  }

  ContentRange range() {
    return segment.blockRange(index);
  }
}
