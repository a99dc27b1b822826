package org.peerdist.hashgen;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.peerdist.content.Version2Encoding;

/**
 * Finds the segments of a file one after the other, and reads only where one may end: about a third
 * of the file. For use by one thread.
 */
final class FileCutter {
  /** Most segments end within the first 16 KiB in which they may. */
  private static final int READ_LENGTH = 16 * 1024;

  private final FileChannel file;
  private final long size;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(Segmenter.REMEMBERED_LENGTH + READ_LENGTH);
  private final byte[] data = new byte[buffer.capacity()];
  private long start;
  private long end;

  /**
   * Starts with the first segment.
   *
   * @param file what to read
   * @param start where the first segment begins
   * @param size where the last one ends, more than {@code start}
   */
  FileCutter(FileChannel file, long start, long size) throws IOException {
    this.file = file;
    this.size = size;
    this.end = start;
    next();
  }

  /** Where the segment begins. */
  long start() {
    return start;
  }

  /** Where the segment ends; the same as {@link #start()} after the last one. */
  long end() {
    return end;
  }

  /** Goes on to the next segment. */
  void next() throws IOException {
    start = end;
    long limit = Math.min(size, start + Version2Encoding.MAX_SEGMENT_LENGTH);
    // The last byte within the least length may be the end.
    long from = start + Segmenter.MIN_LENGTH - 1;
    end = limit;
    while (from < limit) {
      int length = (int) Math.min(READ_LENGTH, limit - from);
      int cut = scan(from - Segmenter.REMEMBERED_LENGTH, Segmenter.REMEMBERED_LENGTH + length);
      if (cut >= 0) {
        end = from - Segmenter.REMEMBERED_LENGTH + cut;
        return;
      }
      from += length;
    }
  }

  private int scan(long position, int length) throws IOException {
    buffer.clear().limit(length);
    FileSlab.readFully(file, position, buffer);
    buffer.flip().get(data, 0, length);
    return Segmenter.scan(data, Segmenter.REMEMBERED_LENGTH, length);
  }

  /** Gives a slab the segments that end in it. */
  void cut(FileSlab slab) throws IOException {
    long position = slab.position();
    slab.firstSegment((int) (start - position));
    while (end > start && end <= position + slab.length()) {
      slab.addSegment((int) (end - position));
      next();
    }
  }
}
