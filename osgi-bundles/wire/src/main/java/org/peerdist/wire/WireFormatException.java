package org.peerdist.wire;

/**
 * Bytes that do not have the form that their specification demands.
 *
 * <p>The message names the field and the offset of the first byte in question. There is no stack
 * trace: hostile input must cost nothing, and where the parser stood tells nobody anything.
 */
public final class WireFormatException extends Exception {
  private static final long serialVersionUID = 1;

  /** The field that is wrong, in the words of the specification or of the value type. */
  private final String field;

  /** Where the field starts. */
  private final long offset;

  /**
   * Creates the error.
   *
   * @param field the field that is wrong
   * @param offset the offset in bytes at which the field starts, from the start of the input
   * @param detail what is wrong with it
   */
  public WireFormatException(String field, long offset, String detail) {
    super(field + " at byte " + offset + ": " + detail, null, false, false);
    this.field = field;
    this.offset = offset;
  }

  /**
   * The field that is wrong.
   *
   * @return its name, never null
   */
  public String field() {
    return field;
  }

  /**
   * Where the field starts.
   *
   * @return the offset in bytes from the start of the input
   */
  public long offset() {
    return offset;
  }
}
