package org.peerdist.configuration;

import java.nio.file.Path;

/** Paths as users write them, where {@code ~/} is the home of the user. */
public final class HomePath {
  private HomePath() {}

  /**
   * Reads a path.
   *
   * @param text what the user wrote
   * @return an absolute path
   * @throws IllegalArgumentException if the file system can't have it
   */
  public static Path parse(String text) {
    Path path =
        text.startsWith("~/")
            ? Path.of(System.getProperty("user.home", "."), text.substring(2))
            : Path.of(text);
    return path.toAbsolutePath().normalize();
  }
}
