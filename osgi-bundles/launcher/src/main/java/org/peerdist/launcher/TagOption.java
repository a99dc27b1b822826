package org.peerdist.launcher;

import java.util.Locale;
import org.peerdist.content.ContentTag;
import org.peerdist.wire.Bytes;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A content tag as users write it: a name such as {@code BITS-4.0}, or 32 hexadecimal digits. */
final class TagOption {
  private TagOption() {}

  /**
   * Reads a tag.
   *
   * @throws IllegalArgumentException if it is none
   */
  static ContentTag parse(String text) {
    return text.matches("[0-9a-fA-F]{32}")
        ? new ContentTag(Bytes.ofHex(text.toLowerCase(Locale.ROOT)))
        : ContentTag.ofName(text);
  }

  /** For options. */
  static final class Converter implements ITypeConverter<ContentTag> {
    @Override
    public ContentTag convert(String text) {
      try {
        return parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
