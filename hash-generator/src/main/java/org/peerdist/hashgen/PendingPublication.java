package org.peerdist.hashgen;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.peerdist.content.ContentVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A publication in the making. For one thread at a time. */
public final class PendingPublication implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PendingPublication.class);

  private final PublicationCache cache;
  private final Path folder;
  private final Set<ContentVersion> versions;

  PendingPublication(PublicationCache cache, Path folder, Set<ContentVersion> versions) {
    this.cache = cache;
    this.folder = folder;
    this.versions = Set.copyOf(versions);
  }

  /**
   * Where to write the encoded content information.
   *
   * @return a file for each version; none of them exists yet
   */
  public Map<ContentVersion, Path> outputs() {
    Map<ContentVersion, Path> outputs = new EnumMap<>(ContentVersion.class);
    versions.forEach(version -> outputs.put(version, PublicationFolder.file(folder, version)));
    return outputs;
  }

  /**
   * Puts the publication into the cache.
   *
   * @param key what identifies the content
   * @param contentLength its length in bytes
   * @throws IOException if a file is missing, or larger than the cache
   */
  public void publish(PublicationKey key, long contentLength) throws IOException {
    cache.commit(folder, key, contentLength, versions);
  }

  /** Removes the files, unless they were published. */
  @Override
  public void close() {
    try {
      PublicationFolder.delete(folder);
    } catch (IOException e) {
      LOG.warn("Could not remove {}: {}", folder, e.toString());
    }
  }
}
