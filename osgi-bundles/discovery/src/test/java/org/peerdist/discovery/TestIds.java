package org.peerdist.discovery;

import java.nio.ByteBuffer;
import org.peerdist.content.SegmentId;
import org.peerdist.wire.Bytes;

/** Segment ids. */
final class TestIds {
  private TestIds() {}

  static SegmentId of(int number) {
    return of(number, 32);
  }

  static SegmentId of(int number, int length) {
    return new SegmentId(Bytes.copyOf(ByteBuffer.allocate(length).putInt(0, 0xAB000000 + number)));
  }
}
