package org.peerdist.hashgen;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import java.util.Set;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.Version2Encoding;

/**
 * A slab whose bytes are in memory. What begins in it and ends later is copied in front of the next
 * slab.
 */
final class MemorySlab extends Slab {
  /** Room in front for a segment that began in the slab before. */
  private static final int MARGIN = Version2Encoding.MAX_SEGMENT_LENGTH;

  /** Small enough to be in the processor's cache still when it is copied on. */
  private static final int READ_LENGTH = 256 * 1024;

  private byte[] data = new byte[MARGIN];
  private ByteBuffer view = ByteBuffer.wrap(data);

  /** Where the segment begins that is not cut yet. */
  private int segmentStart = MARGIN;

  private int end = MARGIN;

  /** Creates an empty slab, which takes memory as bytes come. */
  MemorySlab(HashingRecipe recipe, Set<ContentVersion> versions) {
    super(recipe, versions);
  }

  /** Empties the slab, and starts it with what the one before could not cut. */
  void startAfter(MemorySlab before) {
    int rest = before.end - before.segmentStart;
    segmentStart = MARGIN - rest;
    end = MARGIN;
    System.arraycopy(before.data, before.segmentStart, data, segmentStart, rest);
  }

  int room() {
    return MARGIN + LENGTH - end;
  }

  void put(ByteBuffer bytes) {
    int length = bytes.remaining();
    makeRoom(length);
    bytes.get(data, end, length);
    end += length;
  }

  /** Reads some bytes; -1 at the end. */
  int read(ReadableByteChannel channel) throws IOException {
    int wanted = Math.min(room(), READ_LENGTH);
    makeRoom(wanted);
    int read = channel.read(ByteBuffer.wrap(data, end, wanted));
    end += Math.max(read, 0);
    return read;
  }

  private void makeRoom(int length) {
    if (data.length - end < length) {
      int doubled = MARGIN + 2 * (data.length - MARGIN);
      data = Arrays.copyOf(data, Math.min(MARGIN + LENGTH, Math.max(doubled, end + length)));
      view = ByteBuffer.wrap(data);
    }
  }

  /** Finds the segments of version 2 that end here. */
  void cut(boolean last) {
    firstSegment(segmentStart - MARGIN);
    if (!version2()) {
      segmentStart = end;
      return;
    }
    int cut = Segmenter.cut(data, segmentStart, end, last);
    while (cut >= 0) {
      addSegment(cut - MARGIN);
      segmentStart = cut;
      cut = Segmenter.cut(data, segmentStart, end, last);
    }
  }

  @Override
  ByteBuffer bytes(int from, int to) {
    return view.limit(MARGIN + to).position(MARGIN + from);
  }

  @Override
  int length() {
    return end - MARGIN;
  }
}
