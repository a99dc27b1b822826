package org.peerdist.origin;

/** The header fields of an answer, however a server keeps them. */
@FunctionalInterface
public interface HeaderFields {
  /**
   * The value of a field.
   *
   * @param name its name, in any case
   * @return the first value, or null if there is no such field
   */
  String get(String name);
}
