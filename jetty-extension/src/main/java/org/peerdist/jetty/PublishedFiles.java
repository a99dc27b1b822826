package org.peerdist.jetty;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/** The files of resources, as far as somebody has told. Safe for use by many threads. */
final class PublishedFiles implements ContentLocator {
  /** POLICY: so many are known at most; the ones that were told first are forgotten. */
  static final int MOST = 100_000;

  private final Map<String, Path> files = new LinkedHashMap<>();

  /** Takes the word of somebody who knows. */
  synchronized void put(String resource, Path file) {
    files.remove(resource);
    files.put(resource, file);
    if (files.size() > MOST) {
      files.remove(files.keySet().iterator().next());
    }
  }

  synchronized Optional<Path> find(String resource) {
    return Optional.ofNullable(files.get(resource));
  }

  @Override
  public Optional<Path> locate(Request request) {
    return find(request.getHttpURI().getPathQuery());
  }
}
