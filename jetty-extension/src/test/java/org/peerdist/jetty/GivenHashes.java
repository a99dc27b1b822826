package org.peerdist.jetty;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.peerdist.api.ContentId;
import org.peerdist.api.ContentInformationReader;
import org.peerdist.api.PeerDistException;
import org.peerdist.api.PeerDistStatus;
import org.peerdist.api.PublishOptions;
import org.peerdist.api.PublishedContent;
import org.peerdist.api.PublishingCounts;
import org.peerdist.api.PublishingSession;
import org.peerdist.api.PublishingStream;
import org.peerdist.api.VersionRange;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentVersion;

/**
 * A session of somebody else's service, in which one content is published: hashes of any size can
 * be had without hashing as much.
 *
 * @param id the content
 * @param length its length
 * @param hashes what is said to be its content information
 */
record GivenHashes(ContentId id, long length, ByteBuffer hashes) implements PublishingSession {
  @Override
  public Optional<ContentInformationReader> findContentInformation(
      ContentId wanted, Optional<ContentRange> range, VersionRange versions) {
    return wanted.equals(id)
        ? Optional.of(new Reader(versions.highest(), ContentRange.ofLength(0, length), hashes))
        : Optional.empty();
  }

  /** All of it at once. */
  private record Reader(ContentVersion version, ContentRange range, ByteBuffer view)
      implements ContentInformationReader {
    @Override
    public int length() {
      return view.remaining();
    }

    @Override
    public ByteBuffer view() {
      return view.asReadOnlyBuffer();
    }

    @Override
    public int read(ByteBuffer into) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {
      // There is nothing to do.
    }
  }

  @Override
  public ContentInformationReader openContentInformation(
      ContentId wanted, Optional<ContentRange> range, VersionRange versions) {
    return findContentInformation(wanted, range, versions).orElseThrow();
  }

  @Override
  public PublishingStream publish(ContentId other, PublishOptions options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<PublishedContent> publishFile(
      ContentId other, Path file, PublishOptions options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void unpublish(ContentId other) throws PeerDistException {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isUnderWay(ContentId other) {
    return false;
  }

  @Override
  public PublishingCounts statistics() {
    return new PublishingCounts(0, 0, 0, 0, 0, 0);
  }

  @Override
  public List<PublishedContent> publications() {
    return List.of();
  }

  @Override
  public PeerDistStatus status() {
    return new PeerDistStatus(PeerDistStatus.Availability.AVAILABLE, VersionRange.ALL);
  }

  @Override
  public Flow.Publisher<PeerDistStatus> statusChanges() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    // There is nothing to do.
  }
}
