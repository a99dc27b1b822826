package org.peerdist.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads fields from bytes that nobody has checked yet. Every method takes the name of the field,
 * checks that the bytes are there before it allocates anything, and fails with an error that names
 * the field, its offset, and what was wanted and available.
 *
 * <p>For use by one thread.
 */
public final class WireReader {
  private final ByteBuffer buffer;
  private final long base;

  private WireReader(ByteBuffer buffer, long base) {
    this.buffer = buffer;
    this.base = base;
  }

  /**
   * Reads what remains of a buffer. Neither its position nor its bytes are changed.
   *
   * @param input the bytes
   * @param order the byte order of the numbers in it
   * @return a reader at the first of these bytes, which is offset 0 in errors
   */
  public static WireReader of(ByteBuffer input, ByteOrder order) {
    return new WireReader(input.slice().asReadOnlyBuffer().order(order), 0);
  }

  /**
   * The offset of the next byte.
   *
   * @return bytes from the start of the outermost input
   */
  public long offset() {
    return base + buffer.position();
  }

  /**
   * The number of bytes that follow.
   *
   * @return 0 or more
   */
  public int remaining() {
    return buffer.remaining();
  }

  /**
   * Reads an unsigned byte.
   *
   * @param field its name
   * @return 0 to 255
   * @throws WireFormatException if there is none
   */
  public int u8(String field) throws WireFormatException {
    need(field, 1);
    return buffer.get() & 0xFF;
  }

  /**
   * Reads an unsigned number of two bytes.
   *
   * @param field its name
   * @return 0 to 65,535
   * @throws WireFormatException if it is cut off
   */
  public int u16(String field) throws WireFormatException {
    need(field, 2);
    return buffer.getShort() & 0xFFFF;
  }

  /**
   * Reads an unsigned number of four bytes.
   *
   * @param field its name
   * @return 0 to 2<sup>32</sup>-1
   * @throws WireFormatException if it is cut off
   */
  public long u32(String field) throws WireFormatException {
    need(field, 4);
    return buffer.getInt() & 0xFFFF_FFFFL;
  }

  /**
   * Reads an unsigned number of four bytes that has to be within bounds.
   *
   * @param field its name
   * @param least the least value that is allowed, 0 or more
   * @param most the greatest value that is allowed
   * @return the number
   * @throws WireFormatException if it is cut off or out of bounds
   */
  public int u32(String field, int least, int most) throws WireFormatException {
    long start = offset();
    long value = u32(field);
    if (value < least || value > most) {
      throw new WireFormatException(
          field, start, value + " is not between " + least + " and " + most);
    }
    return (int) value;
  }

  /**
   * Reads an unsigned number of eight bytes.
   *
   * @param field its name
   * @return 0 to 2<sup>63</sup>-1
   * @throws WireFormatException if it is cut off, or larger than a file can be
   */
  public long u64(String field) throws WireFormatException {
    long start = offset();
    need(field, 8);
    long value = buffer.getLong();
    if (value < 0) {
      throw new WireFormatException(
          field, start, Long.toUnsignedString(value) + " is larger than any file");
    }
    return value;
  }

  /**
   * Copies bytes.
   *
   * @param field their name
   * @param length how many
   * @return the bytes
   * @throws WireFormatException if there are fewer
   */
  public Bytes bytes(String field, long length) throws WireFormatException {
    return Bytes.copyOf(view(field, length));
  }

  /**
   * Takes bytes without copying them.
   *
   * @param field their name
   * @param length how many
   * @return a read-only view of the input, in the byte order of this reader
   * @throws WireFormatException if there are fewer
   */
  public ByteBuffer view(String field, long length) throws WireFormatException {
    need(field, length);
    ByteBuffer view = buffer.slice(buffer.position(), (int) length).order(buffer.order());
    buffer.position(buffer.position() + (int) length);
    return view;
  }

  /**
   * Takes bytes as an input of their own.
   *
   * @param field their name
   * @param length how many
   * @return a reader that ends after them, and counts offsets as this one does
   * @throws WireFormatException if there are fewer
   */
  public WireReader part(String field, long length) throws WireFormatException {
    long start = offset();
    return new WireReader(view(field, length), start);
  }

  /**
   * Passes over bytes.
   *
   * @param field their name
   * @param length how many
   * @throws WireFormatException if there are fewer
   */
  public void skip(String field, long length) throws WireFormatException {
    need(field, length);
    buffer.position(buffer.position() + (int) length);
  }

  /**
   * Checks that a field can be there before anything is made of its length.
   *
   * @param field its name
   * @param length its length in bytes
   * @throws WireFormatException if fewer bytes than that remain
   */
  public void need(String field, long length) throws WireFormatException {
    if (length < 0 || length > buffer.remaining()) {
      throw new WireFormatException(
          field, offset(), length + " bytes expected, " + buffer.remaining() + " present");
    }
  }

  /**
   * Checks that nothing follows.
   *
   * @throws WireFormatException if something does
   */
  public void finish() throws WireFormatException {
    if (buffer.hasRemaining()) {
      throw new WireFormatException(
          "end", offset(), buffer.remaining() + " bytes follow where none should");
    }
  }
}
