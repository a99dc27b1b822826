package org.peerdist.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.peerdist.content.ContentRange;

/**
 * Publishes contents, and gives their content information. Publications are gone when the session
 * that made them is closed, unless they are {@linkplain PublishOptions#lasting lasting}.
 */
public interface PublishingSession extends PeerDistSession {
  /**
   * Starts to publish a content.
   *
   * @param id its label
   * @param options how
   * @return takes the bytes; to be closed
   * @throws PeerDistException with {@link PeerDistError#ALREADY_EXISTS} if this owner has published
   *     or is publishing something by that id
   */
  PublishingStream publish(ContentId id, PublishOptions options) throws PeerDistException;

  /**
   * Publishes a file.
   *
   * @param id its label
   * @param file the file
   * @param options how
   * @return the publication; fails as {@link #publish} and {@link PublishingStream#complete} do, or
   *     with {@link PeerDistError#INVALIDATED} if the file changed meanwhile
   */
  CompletableFuture<PublishedContent> publishFile(ContentId id, Path file, PublishOptions options);

  /**
   * Removes a publication, whatever session of this owner made it. Content information of it that
   * was opened with this session can't be read any more, and a stream of this session that
   * publishes it is given up.
   *
   * @param id its label
   * @throws PeerDistException with {@link PeerDistError#NOT_FOUND} if there is none
   */
  void unpublish(ContentId id) throws PeerDistException;

  /**
   * Opens the content information of a content.
   *
   * @param id the content's label
   * @param range the bytes that are of interest, cut off at the end of the content; nothing for all
   * @param versions the versions that the client understands
   * @return to be closed
   * @throws PeerDistException with {@link PeerDistError#NOT_FOUND}, with {@link
   *     PeerDistError#VERSION_UNSUPPORTED} if there is none of these versions, or with {@link
   *     PeerDistError#OUT_OF_BOUNDS} if the range starts after the end
   */
  ContentInformationReader openContentInformation(
      ContentId id, Optional<ContentRange> range, VersionRange versions) throws PeerDistException;

  /**
   * What this owner has published.
   *
   * @return the publications as they are now, in no order
   * @throws PeerDistException if the service can't be used
   */
  List<PublishedContent> publications() throws PeerDistException;
}
