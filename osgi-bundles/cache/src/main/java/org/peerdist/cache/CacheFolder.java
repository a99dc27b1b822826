package org.peerdist.cache;

import java.nio.file.Path;

/**
 * One of several folders of a content cache, such as one on each disk. What the cache stores is in
 * a folder {@link #NAME} in it.
 *
 * @param path the folder, which has to be there
 * @param limit the most that it may take
 */
public record CacheFolder(Path path, CacheLimit limit) {
  /** The name of the folder in which everything is. */
  public static final String NAME = "peerdist-cache";
}
