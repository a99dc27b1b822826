package org.peerdist.jetty.module;

import java.util.Arrays;

/** Reads the values of settings, which are texts, and says what is wrong with them. */
final class Settings {
  private Settings() {}

  /**
   * A number.
   *
   * @throws IllegalArgumentException in one sentence, if it is none, or out of its range
   */
  static long number(String name, String text, long least, long most) {
    try {
      long number = Long.parseLong(text.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        name + "=" + text + ": a whole number from " + least + " to " + most + " is expected");
  }

  /**
   * One of some words, in any case.
   *
   * @throws IllegalArgumentException in one sentence, if it is none of them
   */
  static <E extends Enum<E>> E word(String name, String text, Class<E> words) {
    for (E word : words.getEnumConstants()) {
      if (word.name().equalsIgnoreCase(text.strip())) {
        return word;
      }
    }
    String expected =
        String.join(
            " or ",
            Arrays.stream(words.getEnumConstants()).map(word -> lower(word.name())).toList());
    throw new IllegalArgumentException(name + "=" + text + ": " + expected + " is expected");
  }

  /** Yes or no, as settings say it. */
  private enum Answer {
    TRUE,
    FALSE
  }

  /**
   * Yes or no.
   *
   * @throws IllegalArgumentException in one sentence, if it is neither
   */
  static boolean flag(String name, String text) {
    return word(name, text, Answer.class) == Answer.TRUE;
  }

  private static String lower(String name) {
    return name.toLowerCase(java.util.Locale.ROOT);
  }

  /** What stands between commas, of which there may be none. */
  static String[] list(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toArray(String[]::new);
  }
}
