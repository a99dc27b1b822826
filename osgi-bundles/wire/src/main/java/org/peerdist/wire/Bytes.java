package org.peerdist.wire;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * An immutable string of bytes. Comparison takes the same time wherever two values of one length
 * differ, so that it can hold secrets. Safe for use by many threads.
 */
public final class Bytes {
  /** No bytes. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] value;

  private Bytes(byte[] value) {
    this.value = value;
  }

  /**
   * Copies an array.
   *
   * @param value the bytes
   * @return a value that the array no longer influences
   */
  public static Bytes copyOf(byte[] value) {
    return value.length == 0 ? EMPTY : new Bytes(value.clone());
  }

  /**
   * Copies what remains of a buffer, whose position stays where it is.
   *
   * @param value the bytes
   * @return a value that the buffer no longer influences
   */
  public static Bytes copyOf(ByteBuffer value) {
    byte[] copy = new byte[value.remaining()];
    value.get(value.position(), copy);
    return new Bytes(copy);
  }

  /**
   * Reads hexadecimal digits of either case.
   *
   * @param hex an even number of digits and nothing else
   * @return the bytes
   * @throws IllegalArgumentException if there is anything else in the text
   */
  public static Bytes ofHex(String hex) {
    return new Bytes(HexFormat.of().parseHex(hex));
  }

  /**
   * The number of bytes.
   *
   * @return 0 or more
   */
  public int length() {
    return value.length;
  }

  /**
   * A copy as an array.
   *
   * @return a new array
   */
  public byte[] toByteArray() {
    return value.clone();
  }

  /**
   * A read-only view; nothing is copied.
   *
   * @return a new read-only buffer from the first byte to the last
   */
  public ByteBuffer asByteBuffer() {
    return ByteBuffer.wrap(value).asReadOnlyBuffer();
  }

  /** Copies all bytes to the position of a buffer that has room for them. */
  void putInto(ByteBuffer target) {
    target.put(value);
  }

  /**
   * The first bytes.
   *
   * @param length how many, at most {@link #length()}
   * @return these bytes
   * @throws IndexOutOfBoundsException if there are fewer
   */
  public Bytes first(int length) {
    return copyOf(ByteBuffer.wrap(value, 0, length));
  }

  /**
   * Lower-case hexadecimal digits.
   *
   * @return two digits a byte
   */
  public String toHex() {
    return HexFormat.of().formatHex(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && MessageDigest.isEqual(value, that.value);
  }

  @Override
  public int hashCode() {
    // Most values here are hashes: their first bytes are as good as all of them.
    int hash = value.length;
    for (int i = 0; i < Math.min(value.length, 8); i++) {
      hash = 31 * hash + value[i];
    }
    return hash;
  }

  /** The same as {@link #toHex()}. Types that hold secrets print something else. */
  @Override
  public String toString() {
    return toHex();
  }
}
