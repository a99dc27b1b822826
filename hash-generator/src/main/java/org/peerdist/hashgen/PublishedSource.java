package org.peerdist.hashgen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.peerdist.api.ContentId;
import org.peerdist.api.Owner;
import org.peerdist.api.PublishOptions;
import org.peerdist.api.PublishingSession;
import org.peerdist.api.whiteboard.ContentSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A source whose contents are published until this is closed. What can't be published costs one
 * line in the log. For use by one thread.
 */
public final class PublishedSource implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PublishedSource.class);

  private final PublishingService publishing;
  private final PublishingSession session;
  private final List<FolderPublisher> folders = new ArrayList<>();

  private PublishedSource(PublishingService publishing) {
    this.publishing = publishing;
    this.session = publishing.openSession(Owner.SHARED);
  }

  /**
   * Publishes in the background what a source names.
   *
   * @param source the source; it is asked now, and not again
   * @param publishing what makes and keeps the hashes
   * @return what to close when it shall no longer be published, before {@code publishing} is closed
   */
  public static PublishedSource start(ContentSource source, PublishingService publishing) {
    PublishedSource published = new PublishedSource(publishing);
    try {
      source.paths().forEach(published::publish);
      source.contents().forEach(published::publish);
    } catch (RuntimeException e) {
      LOG.warn("The source {} does not say what to publish", source.getClass().getName(), e);
    }
    return published;
  }

  private void publish(Path path) {
    try {
      if (Files.isDirectory(path)) {
        folders.add(FolderPublisher.start(path, publishing.publisher()));
      } else if (!publishing.publishFile(path)) {
        LOG.warn("No hashes of {}: it is empty, or too much waits to be hashed", path);
      }
    } catch (IOException e) {
      LOG.warn("No hashes of {}: {}", path, e.toString());
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Its failure is told.
  private void publish(ContentId id, Path file) {
    session
        .publishFile(id, file, PublishOptions.DEFAULT)
        .whenComplete(
            (content, failure) -> {
              if (failure != null) {
                LOG.warn("The content {} in {} is not published: {}", id, file, failure.toString());
              }
            });
  }

  /** Ends what was published. */
  @Override
  public void close() {
    session.close();
    for (FolderPublisher folder : folders) {
      try {
        folder.close();
      } catch (IOException e) {
        LOG.debug("A folder is still watched", e);
      }
    }
  }
}
