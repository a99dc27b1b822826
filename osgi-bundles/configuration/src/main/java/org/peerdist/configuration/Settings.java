package org.peerdist.configuration;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Settings by their names. A value may be a text, a number, a truth value, or several of them in an
 * array, a collection or a text with commas; what is not there, or blank, has its usual value.
 * Immutable as far as the map is.
 */
public final class Settings {
  private final Map<String, ?> values;

  /**
   * Settings in a map.
   *
   * @param values the values by name
   */
  public Settings(Map<String, ?> values) {
    this.values = values;
  }

  /**
   * A value as it was written.
   *
   * @param key its name
   * @return the text; of several values, all with commas between them; empty if it is not there
   */
  public String text(String key) {
    return String.join(",", list(key));
  }

  /**
   * The parts of a value that has several.
   *
   * @param key its name
   * @return the parts that are not blank
   */
  public List<String> list(String key) {
    List<String> parts = new ArrayList<>();
    for (Object part : parts(values.get(key))) {
      parts.addAll(Arrays.asList(String.valueOf(part).split(",", -1)));
    }
    return parts.stream().map(String::strip).filter(part -> !part.isEmpty()).toList();
  }

  private static Collection<?> parts(Object value) {
    if (value == null) {
      return List.of();
    }
    if (value instanceof Collection<?> several) {
      return several;
    }
    if (!value.getClass().isArray()) {
      return List.of(value);
    }
    List<Object> several = new ArrayList<>();
    for (int i = 0; i < Array.getLength(value); i++) {
      several.add(Array.get(value, i));
    }
    return several;
  }

  /**
   * A value of any form.
   *
   * @param <T> its type
   * @param key its name
   * @param usual the value if it is not set
   * @param form reads the text; throws {@link IllegalArgumentException} with the reason if it can't
   * @return the value
   * @throws SettingException if it is wrong
   */
  public <T> T value(String key, T usual, Function<String, T> form) throws SettingException {
    String text = text(key);
    if (text.isEmpty()) {
      return usual;
    }
    try {
      return form.apply(text);
    } catch (IllegalArgumentException e) {
      throw new SettingException(key, e.getMessage());
    }
  }

  /**
   * Values of any form.
   *
   * @param <T> their type
   * @param key their name
   * @param form reads one; throws {@link IllegalArgumentException} with the reason if it can't
   * @return the values, which may be none
   * @throws SettingException if one is wrong
   */
  public <T> List<T> values(String key, Function<String, T> form) throws SettingException {
    List<T> found = new ArrayList<>();
    for (String text : list(key)) {
      try {
        found.add(form.apply(text));
      } catch (IllegalArgumentException e) {
        throw new SettingException(key, e.getMessage());
      }
    }
    return found;
  }

  /**
   * A whole number.
   *
   * @param key its name
   * @param usual the number if it is not set
   * @param least the least it may be
   * @param most the most it may be
   * @return the number
   * @throws SettingException if it is none, or out of its range
   */
  public int number(String key, int usual, int least, int most) throws SettingException {
    return value(key, usual, text -> number(text, least, most));
  }

  private static int number(String text, int least, int most) {
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "a whole number from " + least + " to " + most + " is expected");
  }

  /**
   * A truth value.
   *
   * @param key its name
   * @param usual what it is if it is not set
   * @return whether it is true
   * @throws SettingException if it is neither {@code true} nor {@code false}
   */
  public boolean flag(String key, boolean usual) throws SettingException {
    return value(key, usual, Settings::flag);
  }

  private static boolean flag(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("true or false is expected");
    }
    return text.equals("true");
  }
}
