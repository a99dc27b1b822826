package org.peerdist.content;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.peerdist.wire.Bytes;

/**
 * What says which application a content was fetched for ([MS-PCHC] 2.2.1.4, 3.2.1). It is shown to
 * hosted caches, counts what each application has of them, and names what is flushed together.
 *
 * @param value 16 bytes
 */
public record ContentTag(Bytes value) {
  /** The length in bytes. */
  public static final int LENGTH = 16;

  /** No application: 16 zeros. */
  public static final ContentTag NONE = new ContentTag(Bytes.copyOf(new byte[LENGTH]));

  public ContentTag {
    if (value.length() != LENGTH) {
      throw new IllegalArgumentException("ContentTag of " + value.length() + " bytes");
    }
  }

  /**
   * The tag of an application that uses its name as one, as those of Windows do: {@code WinINet},
   * {@code WebIO}, {@code BITS-4.0}.
   *
   * @param name 1 to 16 ASCII characters
   * @return the name, filled up with zeros
   * @throws IllegalArgumentException if the name is longer or has other characters
   */
  public static ContentTag ofName(String name) {
    if (name.isEmpty()
        || name.length() > LENGTH
        || !name.chars().allMatch(c -> c > 31 && c < 127)) {
      throw new IllegalArgumentException(
          "a content tag has 1 to " + LENGTH + " ASCII characters, and not '" + name + "'");
    }
    byte[] value = Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), LENGTH);
    return new ContentTag(Bytes.copyOf(value));
  }

  /** The name, where the tag is one, or else lower-case hexadecimal digits. */
  @Override
  public String toString() {
    byte[] bytes = value.toByteArray();
    int end = LENGTH;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    for (int i = 0; i < end; i++) {
      if (bytes[i] < 32 || bytes[i] == 127) {
        return value.toHex();
      }
    }
    return new String(bytes, 0, end, StandardCharsets.US_ASCII);
  }
}
