package org.peerdist.origin;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.peerdist.api.ContentId;
import org.peerdist.api.ContentInformationReader;
import org.peerdist.api.PeerDistError;
import org.peerdist.api.PeerDistException;
import org.peerdist.api.PublishOptions;
import org.peerdist.api.PublishingSession;
import org.peerdist.api.VersionRange;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentVersion;
import org.peerdist.hashgen.FileIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an origin has published of its contents, by what identifies exactly their bytes. That a
 * service can't be used at a moment is no more to an origin than that it has no hashes.
 *
 * @param session what publishes; it stays open
 */
public record Publications(PublishingSession session) {
  private static final Logger LOG = LoggerFactory.getLogger(Publications.class);

  /** What an origin publishes outlives the process: its contents do. */
  private static final PublishOptions LASTING = PublishOptions.DEFAULT.asLasting();

  /**
   * Has a file published that somebody asks for, if that is not done.
   *
   * @param file its state
   * @return false if nobody will do it because it is empty or too much is going on
   */
  public boolean publish(FileIdentity file) {
    return file.publish(session);
  }

  /** The hashes of a range, if they are there and about exactly these bytes. */
  Optional<ByteBuffer> find(ContentId id, AnsweredContent content, ContentVersion version) {
    Optional<ContentRange> range =
        content.isWhole() ? Optional.empty() : Optional.of(content.range());
    try {
      Optional<ContentInformationReader> found =
          session.findContentInformation(id, range, VersionRange.of(version));
      if (found.isEmpty()) {
        return Optional.empty();
      }
      try (ContentInformationReader reader = found.get()) {
        return reader.range().equals(content.range())
            ? Optional.of(reader.view())
            : Optional.empty();
      }
    } catch (PeerDistException e) {
      LOG.debug("no hashes: {}", e.getMessage());
      drop(id, e.error());
      return Optional.empty();
    }
  }

  /** Makes room for new content information where what is there is damaged. */
  private void drop(ContentId id, PeerDistError error) {
    try {
      if (error == PeerDistError.CANNOT_PARSE_CONTENTINFO) {
        session.unpublish(id);
      }
    } catch (PeerDistException e) {
      LOG.debug("gone already: {}", e.getMessage());
    }
  }

  boolean isUnderWay(ContentId id) {
    return session.isUnderWay(id);
  }

  /** Starts to publish a content on its way; nothing if somebody does, or too much is going on. */
  Optional<PassingContent> start(ContentId id, String name, long length) {
    PublishOptions options = LASTING.asPassing().withLength(length).withName(name);
    try {
      return Optional.of(new PassingContent(session.publish(id, options), length));
    } catch (PeerDistException e) {
      LOG.debug("not published on its way: {}", e.getMessage());
      return Optional.empty();
    }
  }
}
