package org.peerdist.api;

import java.nio.charset.StandardCharsets;
import org.peerdist.wire.Bytes;

/**
 * The label that a publisher gives a content.
 *
 * @param value 1 to {@value #MAX_LENGTH} bytes of any kind
 */
public record ContentId(Bytes value) {
  /** POLICY: no id is longer. */
  public static final int MAX_LENGTH = 65_535;

  public ContentId {
    if (value.length() < 1 || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a content id of " + value.length() + " bytes");
    }
  }

  /**
   * A text as an id.
   *
   * @param text such as a path; its UTF-8 bytes are the id
   * @return the id
   */
  public static ContentId of(String text) {
    return new ContentId(Bytes.copyOf(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return value.toHex();
  }
}
