package org.peerdist.jetty;

import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
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
    return request -> PathInFolder.find(root, request.getHttpURI().getDecodedPath());
  }

  /**
   * A locator for whatever is deployed in contexts, now or later.
   *
   * @param handlers the handlers among which the contexts are
   * @return it finds the path in the base resource of the context that answers the request
   */
  static ContentLocator ofContexts(Handler.Container handlers) {
    return new ContextLocator(handlers);
  }
}
