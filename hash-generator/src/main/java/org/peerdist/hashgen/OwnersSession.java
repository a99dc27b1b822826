package org.peerdist.hashgen;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.peerdist.api.ContentId;
import org.peerdist.api.ContentInformationReader;
import org.peerdist.api.Owner;
import org.peerdist.api.PeerDistError;
import org.peerdist.api.PeerDistException;
import org.peerdist.api.PeerDistStatus;
import org.peerdist.api.PublishOptions;
import org.peerdist.api.PublishedContent;
import org.peerdist.api.PublishingCounts;
import org.peerdist.api.PublishingSession;
import org.peerdist.api.PublishingStream;
import org.peerdist.api.VersionRange;
import org.peerdist.api.spi.HandleLife;
import org.peerdist.api.spi.SessionLife;
import org.peerdist.api.spi.StatusSource;
import org.peerdist.content.ContentRange;
import org.peerdist.wire.Bytes;

/** A session with the publications of one owner. */
final class OwnersSession implements PublishingSession {
  private final ContentPublishing service;
  private final Publisher publisher;
  private final PublicationCatalog catalog;
  private final Bytes owner;
  private final SessionLife life;
  private final List<Opened> opened = new ArrayList<>();

  /** Something of a content that was opened with this session. */
  private record Opened(ContentId id, HandleLife life) {}

  OwnersSession(ContentPublishing service, Owner owner, StatusSource status) {
    this.service = service;
    this.publisher = service.publisher();
    this.catalog = publisher.catalog();
    this.owner = PublicationLabel.fingerprint(owner);
    this.life = new SessionLife(status);
  }

  @Override
  public PeerDistStatus status() {
    return life.status();
  }

  @Override
  public Flow.Publisher<PeerDistStatus> statusChanges() {
    return life.changes();
  }

  private void remember(ContentId id, HandleLife handle) {
    synchronized (opened) {
      opened.removeIf(entry -> !entry.life.isOpen());
      opened.add(new Opened(id, handle));
    }
  }

  @Override
  public PublishingStream publish(ContentId id, PublishOptions options) throws PeerDistException {
    StreamPublication stream = begin(id, options);
    stream.start();
    return stream;
  }

  private StreamPublication begin(ContentId id, PublishOptions options) throws PeerDistException {
    life.check();
    PublishingRoom room = publisher.room(options);
    StreamPublication stream;
    try {
      stream = new StreamPublication(service, catalog.reserve(this, owner, id), room, options);
    } catch (PeerDistException e) {
      room.close();
      throw e;
    }
    publisher.statistics().accepted.increment();
    try {
      HandleLife handle = life.open(stream::end);
      stream.live(handle);
      remember(id, handle);
      return stream;
    } catch (PeerDistException e) {
      stream.end(e);
      throw e;
    }
  }

  @Override
  public CompletableFuture<PublishedContent> publishFile(
      ContentId id, Path file, PublishOptions options) {
    try {
      return options.source().isPresent()
          ? publishState(id, HashInput.of(file), options)
          : begin(id, options).publish(file);
    } catch (PeerDistException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Publishes a file in the state that the options say. */
  CompletableFuture<PublishedContent> publishState(
      ContentId id, HashInput file, PublishOptions options) throws PeerDistException {
    CompletableFuture<PublishedContent> result = new CompletableFuture<>();
    HandleLife handle = life.open(result::completeExceptionally);
    remember(id, handle);
    var unused = result.whenComplete((content, reason) -> handle.close());
    try {
      publisher.publishFile(new FilePublication(publisher, this, owner, id, file, options, result));
    } catch (PeerDistException e) {
      result.completeExceptionally(e);
    }
    return result;
  }

  @Override
  public void unpublish(ContentId id) throws PeerDistException {
    life.check();
    if (!catalog.remove(owner, id)) {
      throw notFound();
    }
    List<Opened> all;
    synchronized (opened) {
      all = opened.stream().filter(entry -> entry.id.equals(id)).toList();
    }
    all.forEach(entry -> entry.life.invalidate());
  }

  private static PeerDistException notFound() {
    return new PeerDistException(
        PeerDistError.NOT_FOUND, "nothing is published by this content id");
  }

  @Override
  public ContentInformationReader openContentInformation(
      ContentId id, Optional<ContentRange> range, VersionRange versions) throws PeerDistException {
    return findContentInformation(id, range, versions).orElseThrow(OwnersSession::notFound);
  }

  @Override
  public Optional<ContentInformationReader> findContentInformation(
      ContentId id, Optional<ContentRange> range, VersionRange versions) throws PeerDistException {
    life.check();
    Optional<Publication> publication = catalog.find(owner, id);
    if (publication.isEmpty()) {
      return Optional.empty();
    }
    OpenInformation reader = OpenInformation.of(publication.get(), range, versions);
    HandleLife handle = life.open(reason -> {});
    reader.live(handle);
    remember(id, handle);
    return Optional.of(reader);
  }

  @Override
  public boolean isUnderWay(ContentId id) {
    return catalog.isInTheMaking(owner, id);
  }

  @Override
  public PublishingCounts statistics() {
    return publisher.statistics().counts();
  }

  @Override
  public List<PublishedContent> publications() throws PeerDistException {
    life.check();
    return catalog.list(owner);
  }

  @Override
  public void close() {
    life.close();
    catalog.end(this);
  }
}
