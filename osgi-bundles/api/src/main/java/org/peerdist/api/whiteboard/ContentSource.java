package org.peerdist.api.whiteboard;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;
import org.peerdist.api.ContentId;

/**
 * Names what shall be published. While a service of this type is registered in an OSGi container in
 * which a publisher is configured, its contents are published; when it goes, or the publisher does,
 * they no longer are.
 *
 * <p>Each method is asked once, when the service comes. For other contents, register another
 * service. What can't be read costs a line in the log, and the rest is published.
 */
@ConsumerType
public interface ContentSource {
  /**
   * Files and folders that an origin of this machine serves, so that their hashes are ready for the
   * first request. Those of a file are made once; those of the files in a folder now, and again
   * when they change, until the service goes. Hashes that were made stay as long as the publication
   * cache has room for them.
   *
   * @return paths, none for nothing
   */
  default Collection<Path> paths() {
    return List.of();
  }

  /**
   * Contents of the Peer Distribution API, each with the file that it is in: their content
   * information can be had by their id from {@link org.peerdist.api.PublishingService}, by the
   * {@linkplain org.peerdist.api.Owner#SHARED shared} owner, until the service goes.
   *
   * @return files by the ids of their contents, none for nothing
   */
  default Map<ContentId, Path> contents() {
    return Map.of();
  }
}
