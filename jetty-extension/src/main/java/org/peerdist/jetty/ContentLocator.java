package org.peerdist.jetty;

import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/**
 * Knows which file the handlers inside answer a request with. A wrong file does no harm as long as
 * its length or its date differs from what is answered; otherwise clients would get hashes of other
 * bytes.
 */
@FunctionalInterface
public interface ContentLocator {
  /**
   * Finds the file.
   *
   * @param request the request, as the handlers inside see it
   * @return a path, or nothing if it is not known; there need not be a file
   */
  Optional<Path> locate(Request request);

  /**
   * A locator that knows no file.
   *
   * @return it finds nothing
   */
  static ContentLocator none() {
    return request -> Optional.empty();
  }

  /**
   * A locator for a folder whose tree is answered as it is.
   *
   * @param folder what {@code /} stands for
   * @return it finds the path in the folder that the request's path names
   */
  static ContentLocator ofFolder(Path folder) {
    Path root = folder.toAbsolutePath().normalize();
    return request -> {
      String decoded = request.getHttpURI().getDecodedPath();
      if (decoded == null || decoded.indexOf('\0') >= 0) {
        return Optional.empty();
      }
      String relative = decoded.replaceFirst("^/+", "");
      try {
        Path path = root.resolve(relative).normalize();
        return path.startsWith(root) && !path.equals(root) ? Optional.of(path) : Optional.empty();
      } catch (java.nio.file.InvalidPathException e) {
        return Optional.empty();
      }
    };
  }
}
