package org.peerdist.origin;

import java.util.Locale;
import java.util.Optional;

/** The value of a parameter that says yes or no. */
final class Flag {
  private Flag() {}

  /**
   * Reads it, in any case.
   *
   * @return nothing if it is neither
   */
  static Optional<Boolean> parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
