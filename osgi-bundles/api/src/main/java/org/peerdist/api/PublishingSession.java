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
   *     or is publishing something by that id, or with {@link PeerDistError#NO_SYSTEM_RESOURCES} if
   *     too many contents are {@linkplain PublishOptions#passing passing} by
   */
  PublishingStream publish(ContentId id, PublishOptions options) throws PeerDistException;

  /**
   * Publishes a file.
   *
   * @param id its label
   * @param file the file
   * @param options how
   * @return the publication; fails as {@link #publish} and {@link PublishingStream#complete} do,
   *     with {@link PeerDistError#INVALIDATED} if the file changed meanwhile, or, if it has to be
   *     in a {@linkplain PublishOptions#source certain state}, with {@link
   *     PeerDistError#NO_SYSTEM_RESOURCES} if too many files wait. To publish such a file again
   *     that waits for its turn lets it go before those that nobody asks for.
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
   * Opens the content information of a content if it is there: nobody waits, and that it is not
   * there is no failure.
   *
   * @param id the content's label
   * @param range the bytes that are of interest, cut off at the end of the content; nothing for all
   * @param versions the versions that the client understands
   * @return to be closed; nothing if nothing is published by this id
   * @throws PeerDistException as {@link #openContentInformation} does otherwise
   */
  Optional<ContentInformationReader> findContentInformation(
      ContentId id, Optional<ContentRange> range, VersionRange versions) throws PeerDistException;

  /**
   * Whether this owner is publishing something, so that its content information may be there soon.
   *
   * @param id its label
   * @return false if it is there already, or nobody has begun
   */
  boolean isUnderWay(ContentId id);

  /**
   * What the service has done.
   *
   * @return the counts until now
   */
  PublishingCounts statistics();

  /**
   * What this owner has published.
   *
   * @return the publications as they are now, in no order
   * @throws PeerDistException if the service can't be used
   */
  List<PublishedContent> publications() throws PeerDistException;
}
