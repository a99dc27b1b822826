package org.peerdist.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes fields into a buffer that grows as needed. For use by one thread.
 *
 * <p>Numbers outside of the range of their field are a mistake of the caller and fail with {@link
 * IllegalArgumentException}.
 */
public final class WireWriter {
  private ByteBuffer buffer;

  private WireWriter(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  /**
   * Creates an empty writer.
   *
   * @param order the byte order of the numbers
   * @param capacity the expected length in bytes
   * @return a writer
   */
  public static WireWriter of(ByteOrder order, int capacity) {
    return new WireWriter(ByteBuffer.allocate(Math.max(capacity, 16)).order(order));
  }

  /**
   * Writes an unsigned byte.
   *
   * @param value 0 to 255
   * @return this
   */
  public WireWriter u8(int value) {
    check(value, 0xFF);
    room(1).put((byte) value);
    return this;
  }

  /**
   * Writes an unsigned number of two bytes.
   *
   * @param value 0 to 65,535
   * @return this
   */
  public WireWriter u16(int value) {
    check(value, 0xFFFF);
    room(2).putShort((short) value);
    return this;
  }

  /**
   * Writes an unsigned number of four bytes.
   *
   * @param value 0 to 2<sup>32</sup>-1
   * @return this
   */
  public WireWriter u32(long value) {
    check(value, 0xFFFF_FFFFL);
    room(4).putInt((int) value);
    return this;
  }

  /**
   * Writes a number of eight bytes.
   *
   * @param value 0 or more
   * @return this
   */
  public WireWriter u64(long value) {
    check(value, Long.MAX_VALUE);
    room(8).putLong(value);
    return this;
  }

  /**
   * Writes bytes.
   *
   * @param value the bytes
   * @return this
   */
  public WireWriter bytes(Bytes value) {
    value.putInto(room(value.length()));
    return this;
  }

  /**
   * Writes what remains of a buffer, whose position stays where it is.
   *
   * @param value the bytes
   * @return this
   */
  public WireWriter bytes(ByteBuffer value) {
    room(value.remaining()).put(value.duplicate());
    return this;
  }

  /**
   * The number of bytes so far.
   *
   * @return 0 or more
   */
  public int length() {
    return buffer.position();
  }

  /**
   * What was written.
   *
   * @return a read-only view of all bytes so far
   */
  public ByteBuffer toByteBuffer() {
    return buffer.duplicate().flip().asReadOnlyBuffer();
  }

  /**
   * What was written.
   *
   * @return a copy of all bytes so far
   */
  public Bytes toBytes() {
    return Bytes.copyOf(toByteBuffer());
  }

  private static void check(long value, long most) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(value + " is not between 0 and " + most);
    }
  }

  private ByteBuffer room(int length) {
    if (buffer.remaining() < length) {
      int wanted = Math.addExact(buffer.position(), length);
      int grown = (int) Math.min(Integer.MAX_VALUE - 8, 2L * buffer.capacity());
      buffer =
          ByteBuffer.allocate(Math.max(wanted, grown)).order(buffer.order()).put(buffer.flip());
    }
    return buffer;
  }
}
