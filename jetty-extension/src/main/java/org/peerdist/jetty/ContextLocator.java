package org.peerdist.jetty;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.resource.Resource;

/** Finds files in the base resource of the context that answers. Asks anew for each request. */
final class ContextLocator implements ContentLocator {
  /** The order in which Jetty asks contexts: the longest path, and those with virtual hosts. */
  private static final Comparator<ContextHandler> FIRST_ASKED =
      Comparator.<ContextHandler>comparingInt(context -> context.getContextPath().length())
          .thenComparing(context -> !context.getVirtualHosts().isEmpty());

  private final Handler.Container handlers;

  ContextLocator(Handler.Container handlers) {
    this.handlers = handlers;
  }

  @Override
  public Optional<Path> locate(Request request) {
    String path = request.getHttpURI().getDecodedPath();
    if (path == null) {
      return Optional.empty();
    }
    return handlers.getDescendants(ContextHandler.class).stream()
        .filter(context -> isBelow(context.getContextPath(), path))
        .filter(context -> context.checkVirtualHost(request))
        .max(FIRST_ASKED)
        .flatMap(context -> locate(context, path));
  }

  private static boolean isBelow(String contextPath, String path) {
    return contextPath.equals("/")
        || path.equals(contextPath)
        || path.startsWith(contextPath + "/");
  }

  private static Optional<Path> locate(ContextHandler context, String path) {
    Resource base = context.getBaseResource();
    if (base == null) {
      return Optional.empty();
    }
    String rest = context.getContextPath().equals("/") ? path : after(context, path);
    // A base may be combined of several; the first that has the file answers with it.
    for (Resource part : base) {
      Optional<Path> file = find(part.getPath(), rest);
      if (file.isPresent()) {
        return file;
      }
    }
    return Optional.empty();
  }

  private static String after(ContextHandler context, String path) {
    return path.substring(context.getContextPath().length());
  }

  private static Optional<Path> find(Path folder, String rest) {
    if (folder == null || !folder.getFileSystem().equals(FileSystems.getDefault())) {
      return Optional.empty(); // In an archive.
    }
    try {
      return PathInFolder.find(folder.toRealPath(), rest).filter(Files::isRegularFile);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
