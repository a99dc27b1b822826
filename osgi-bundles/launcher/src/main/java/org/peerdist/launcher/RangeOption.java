package org.peerdist.launcher;

import org.peerdist.content.ContentRange;

/** What {@code OFFSET:LENGTH} says. */
record RangeOption(ContentRange range) {
  /** Reads the option; null if it was not given. */
  static RangeOption parse(String text, Subcommand command) {
    if (text == null) {
      return null;
    }
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw command.usage("--range takes OFFSET:LENGTH, not '" + text + "'");
    }
    try {
      long offset = ByteSize.parse(text.substring(0, colon)).bytes();
      long length = ByteSize.parse(text.substring(colon + 1)).bytes();
      return new RangeOption(ContentRange.ofLength(offset, length));
    } catch (IllegalArgumentException e) {
      throw command.usage("--range " + text + ": " + e.getMessage());
    }
  }
}
