package org.peerdist.hashgen;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.peerdist.api.PeerDistError;
import org.peerdist.api.PeerDistException;
import org.peerdist.api.PublishOptions;
import org.peerdist.api.PublishedContent;
import org.peerdist.api.PublishingStream;
import org.peerdist.api.spi.HandleLife;
import org.peerdist.api.spi.Operations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A content on its way into publication. What is not final or volatile belongs to operations. */
final class StreamPublication implements PublishingStream {
  private static final Logger LOG = LoggerFactory.getLogger(StreamPublication.class);

  private final Publisher publisher;
  private final PublicationCatalog.Reservation reservation;
  private final PublishingRoom room;
  private final PublishOptions options;
  private final Operations operations;
  private volatile HandleLife life;

  /** Bytes are missing, because an operation failed or was cancelled. */
  private volatile boolean spoiled;

  private PendingPublication pending;
  private HashingPass hashes;
  private long added;
  private boolean complete;

  StreamPublication(
      ContentPublishing service,
      PublicationCatalog.Reservation reservation,
      PublishingRoom room,
      PublishOptions options) {
    this.publisher = service.publisher();
    this.reservation = reservation;
    this.room = room;
    this.options = options;
    this.operations = new Operations(service.threads());
  }

  void live(HandleLife handle) {
    life = handle;
  }

  /** Is called at the end of its life, for which there may be several reasons. */
  void end(PeerDistException reason) {
    publisher.catalog().release(reservation);
    operations.failAll(reason);
    operations.finallyDo(this::cleanUp);
  }

  private void cleanUp() {
    if (hashes != null) {
      hashes.close();
    }
    if (pending != null) {
      pending.close();
    }
    room.close();
    if (!complete) {
      publisher.statistics().failed.increment();
    }
  }

  /** Does something after what was begun before; if the bytes pass by, in this thread. */
  private <T> CompletableFuture<T> next(Callable<T> task) {
    return watch(options.passing() ? operations.here(task) : operations.inOrder(task));
  }

  /** Makes the files before the first bytes. */
  void start() {
    var unused =
        next(() -> {
              pending = publisher.cache().begin(publisher.versions());
              hashes = publisher.generator().startPass(pending.outputs());
              return null;
            })
            .whenComplete((done, reason) -> complain(reason));
  }

  private void complain(Throwable reason) {
    if (reason instanceof IOException && !(reason instanceof PeerDistException)) {
      LOG.warn("Cannot make hashes: {}", reason.toString());
    }
  }

  private <T> CompletableFuture<T> watch(CompletableFuture<T> operation) {
    var unused = operation.whenComplete((result, reason) -> spoiled |= reason != null);
    return operation;
  }

  private void check() throws PeerDistException {
    life.check();
    if (complete) {
      throw new PeerDistException(PeerDistError.ALREADY_COMPLETED, "the stream is complete");
    }
    if (spoiled) {
      throw new PeerDistException(
          PeerDistError.OPERATION_ABORTED, "bytes are missing: an operation failed before");
    }
  }

  @Override
  public CompletableFuture<Void> add(ByteBuffer data) {
    ByteBuffer bytes = data.duplicate();
    return next(
        () -> {
          check();
          long length = added + bytes.remaining();
          if (length > options.length().orElse(Long.MAX_VALUE)) {
            throw new PeerDistException(
                PeerDistError.OUT_OF_BOUNDS,
                length + " bytes of a content of " + options.length().getAsLong());
          }
          hashes.update(bytes);
          added = length;
          return null;
        });
  }

  @Override
  public CompletableFuture<PublishedContent> complete() {
    return watch(
        operations.inOrder(
            () -> {
              check();
              checkLength(added);
              return publish(hashes.finish(), Optional.empty());
            }));
  }

  private void checkLength(long length) throws PeerDistException {
    if (length == 0 || length != options.length().orElse(length)) {
      throw new PeerDistException(
          PeerDistError.INVALID_PARAMETER,
          length == 0
              ? "the content is empty: there is nothing to publish"
              : length + " bytes of a content of " + options.length().getAsLong());
    }
  }

  private PublishedContent publish(long length, Optional<Path> file) throws IOException {
    PublishedContent content =
        publisher.catalog().commit(reservation, pending, length, options.lasting());
    complete = true;
    publisher.statistics().hashedBytes.add(length);
    publisher.statistics().completed.increment();
    room.close();
    publisher.statistics().recent().add(publisher.now(), name(content, file), length);
    return content;
  }

  private String name(PublishedContent content, Optional<Path> file) {
    return options
        .name()
        .or(() -> file.map(Path::toString))
        .orElseGet(() -> RecentPublications.name(content.id()));
  }

  /** Publishes a file, and closes this. */
  CompletableFuture<PublishedContent> publish(Path file) {
    CompletableFuture<PublishedContent> result = operations.inOrder(() -> hash(file));
    var unused = result.whenComplete((content, reason) -> close());
    return result;
  }

  private PublishedContent hash(Path file) throws IOException {
    check();
    FileIdentity before = FileIdentity.read(file);
    checkLength(before.size());
    pending = publisher.cache().begin(publisher.versions());
    long length;
    try {
      length = publisher.generator().hashFile(file, pending.outputs(), done -> stopIfClosed());
    } catch (CancellationException e) {
      throw new PeerDistException(
          PeerDistError.OPERATION_ABORTED, "given up while " + file + " was read", e);
    }
    if (length != before.size() || !before.isCurrent()) {
      throw new PeerDistException(
          PeerDistError.INVALIDATED, file + " changed while it was read: publish it again");
    }
    return publish(length, Optional.of(file));
  }

  private void stopIfClosed() {
    if (!life.isOpen()) {
      throw new CancellationException("closed");
    }
  }

  @Override
  public void close() {
    life.close();
  }
}
