package org.peerdist.jetty;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** The path in a folder that the path of a URL names. */
final class PathInFolder {
  private PathInFolder() {}

  /**
   * Finds it.
   *
   * @param folder absolute and normalized
   * @param decoded the path of a URL, or null
   * @return nothing if it is the folder itself, or not inside of it
   */
  static Optional<Path> find(Path folder, String decoded) {
    if (decoded == null || decoded.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    try {
      Path path = folder.resolve(decoded.replaceFirst("^/+", "")).normalize();
      return path.startsWith(folder) && !path.equals(folder) ? Optional.of(path) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
