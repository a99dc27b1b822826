package org.peerdist.cache.internal;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A container as it is kept in memory: how full it is, and which of its parts were read lately. In
 * the index, big-endian:
 *
 * <pre>
 * order(8) size(4) live(4) marks(8 each)
 * </pre>
 */
final class Container {
  /** POLICY: use is noted for so many bytes at once: mostly one block, 4 bytes of heap a MiB. */
  private static final int MARK_BYTES = 32 * 1024;

  private static final int HEADER = 16;

  private final int number;
  private final ContainerFile file;
  private final AtomicLongArray marks;
  private final AtomicInteger live = new AtomicInteger();
  private final AtomicInteger writers = new AtomicInteger();
  private volatile int size;
  private volatile int written;
  private volatile long order;

  Container(int number, ContainerFile file, int size, long order, int capacity) {
    this.number = number;
    this.file = file;
    this.size = size;
    this.written = size;
    this.order = order;
    this.marks = new AtomicLongArray(capacity / MARK_BYTES / Long.SIZE + 1);
  }

  /** Whether this is what {@link #encode} makes, as far as can be told. */
  static boolean isValid(byte[] encoded) {
    return encoded.length >= HEADER && ByteBuffer.wrap(encoded).getInt(8) >= 0;
  }

  /** Restores a container from the index. */
  Container(int number, ContainerFile file, byte[] encoded) {
    ByteBuffer in = ByteBuffer.wrap(encoded);
    this.number = number;
    this.file = file;
    this.order = in.getLong();
    this.size = in.getInt();
    this.written = size;
    this.live.set(in.getInt());
    long[] words = new long[in.remaining() / Long.BYTES];
    in.asLongBuffer().get(words);
    this.marks = new AtomicLongArray(words);
  }

  byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(HEADER + marks.length() * Long.BYTES);
    out.putLong(order).putInt(size).putInt(live.get());
    for (int i = 0; i < marks.length(); i++) {
      out.putLong(marks.get(i));
    }
    return out.array();
  }

  int number() {
    return number;
  }

  ContainerFile file() {
    return file;
  }

  /** Keeps the container from being reclaimed until the writer, or its index entry, is done. */
  void addWriter() {
    writers.incrementAndGet();
  }

  void removeWriter() {
    writers.decrementAndGet();
  }

  boolean hasWriters() {
    return writers.get() > 0;
  }

  /**
   * How many of its bytes the index points to, more or less: after a sudden end it may be less than
   * it should.
   */
  int live() {
    return live.get();
  }

  void addLive(int bytes) {
    live.addAndGet(bytes);
  }

  int size() {
    return size;
  }

  void grow(int newSize) {
    size = newSize;
  }

  /** How much of it is in the file, or never will be. */
  int written() {
    return written;
  }

  void markWritten(int end) {
    written = end;
  }

  long order() {
    return order;
  }

  void reorder(long newOrder) {
    order = newOrder;
  }

  void markUsed(int offset) {
    int word = word(offset);
    long bit = bit(offset);
    if (word < marks.length() && (marks.get(word) & bit) == 0) {
      marks.getAndUpdate(word, bits -> bits | bit);
    }
  }

  boolean isUsed(int offset) {
    int word = word(offset);
    return word < marks.length() && (marks.get(word) & bit(offset)) != 0;
  }

  void clearMarks() {
    for (int i = 0; i < marks.length(); i++) {
      marks.set(i, 0);
    }
  }

  private static int word(int offset) {
    return offset / MARK_BYTES / Long.SIZE;
  }

  private static long bit(int offset) {
    return 1L << (offset / MARK_BYTES % Long.SIZE);
  }
}
