package org.peerdist.hashgen;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.peerdist.api.ContentId;
import org.peerdist.api.PeerDistError;
import org.peerdist.api.PeerDistException;
import org.peerdist.api.PublishOptions;
import org.peerdist.api.PublishedContent;
import org.peerdist.api.SourceState;
import org.peerdist.hashgen.internal.JobQueue;
import org.peerdist.wire.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes a file, or what is like one, when it has settled, if it stays as it is. */
final class FilePublication implements JobQueue.Job {
  private static final Logger LOG = LoggerFactory.getLogger(FilePublication.class);

  private final Publisher publisher;
  private final Object session;
  private final Bytes owner;
  private final ContentId id;
  private final HashInput content;
  private final PublishOptions options;
  private final CompletableFuture<PublishedContent> result;
  private PublicationCatalog.Reservation reservation;

  /**
   * Creates it with nothing reserved.
   *
   * @param session whose publication it is, if it does not last
   * @param options with a source
   * @param result is completed; when it is done before, there is nothing to do any more
   */
  FilePublication(
      Publisher publisher,
      Object session,
      Bytes owner,
      ContentId id,
      HashInput content,
      PublishOptions options,
      CompletableFuture<PublishedContent> result) {
    this.publisher = publisher;
    this.session = session;
    this.owner = owner;
    this.id = id;
    this.content = content;
    this.options = options;
    this.result = result;
  }

  PublicationKey key() {
    return PublicationCatalog.key(owner, id);
  }

  /** How people call it. */
  String name() {
    return options.name().orElse(content.place());
  }

  void reserve() throws PeerDistException {
    reservation = publisher.catalog().reserve(session, owner, id);
  }

  void release() {
    publisher.catalog().release(reservation);
  }

  @Override
  public Optional<Duration> run() {
    SourceState source = options.source().orElseThrow();
    Instant now = publisher.now();
    if (result.isDone()) {
      cancelled();
      return Optional.empty();
    }
    if (!source.isCurrent()) {
      changed();
      return Optional.empty();
    }
    if (now.isBefore(source.settledAt())) {
      return Optional.of(Duration.between(now, source.settledAt()));
    }
    try (PendingPublication pending = publisher.cache().begin(publisher.versions())) {
      publish(source, pending);
    } catch (CancellationException e) {
      cancelled();
    } catch (EmptyContentException e) {
      fail(
          new PeerDistException(PeerDistError.INVALID_PARAMETER, content.place() + " is empty", e));
    } catch (PeerDistException e) {
      fail(e);
    } catch (IOException e) {
      LOG.warn("No hashes of {}: {}", content.place(), e.toString());
      fail(e);
    } catch (RuntimeException e) {
      LOG.error("No hashes of {}", content.place(), e);
      fail(e);
    }
    return Optional.empty();
  }

  private void publish(SourceState source, PendingPublication pending) throws IOException {
    long length = publisher.generator().hash(content, pending.outputs(), done -> stopIfUnwanted());
    if (length != options.length().orElse(length) || !source.isCurrent()) {
      changed();
      return;
    }
    PublishedContent published =
        publisher.catalog().commit(reservation, pending, length, options.lasting());
    publisher.completed(this, length);
    LOG.debug("Hashes of {} are ready", content.place());
    result.complete(published);
  }

  private void stopIfUnwanted() {
    if (publisher.isClosed() || result.isDone()) {
      throw new CancellationException("nobody wants it any more");
    }
  }

  private void changed() {
    LOG.debug("No hashes of {}: it changed", content.place());
    publisher.changed(this);
    result.completeExceptionally(
        new PeerDistException(
            PeerDistError.INVALIDATED, content.place() + " changed: publish it in its new state"));
  }

  private void fail(Exception reason) {
    publisher.failed(this);
    result.completeExceptionally(reason);
  }

  @Override
  public void cancelled() {
    LOG.debug("No hashes of {}: closed", content.place());
    fail(
        new PeerDistException(
            PeerDistError.OPERATION_ABORTED, "given up before " + content.place() + " was read"));
  }
}
