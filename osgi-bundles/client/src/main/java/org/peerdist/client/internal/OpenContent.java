package org.peerdist.client.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.peerdist.api.ContentChannel;
import org.peerdist.api.ContentDelivery;
import org.peerdist.api.ContentOrigin;
import org.peerdist.api.ContentStatistics;
import org.peerdist.api.PeerDistError;
import org.peerdist.api.PeerDistException;
import org.peerdist.api.ReadResult;
import org.peerdist.api.RetrievedContent;
import org.peerdist.api.spi.HandleLife;
import org.peerdist.api.spi.Operations;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A content that is retrieved. */
final class OpenContent implements RetrievedContent {
  private static final Logger LOG = LoggerFactory.getLogger(OpenContent.class);

  /** POLICY: no read waits longer. */
  private static final Duration LONGEST = Duration.ofDays(1);

  /** POLICY: so many pieces of data are verified at once. */
  private static final int MOST_ADDED = Math.min(8, Runtime.getRuntime().availableProcessors());

  private final ContentRetrieval service;
  private final ContentTag tag;
  private final Sources sources;
  private final ReadCounts counts = new ReadCounts();
  private final DataIntake intake;
  private final Operations operations;
  private final Operations adding;
  private final StreamPosition stream;
  private final List<BlockReads> parts = new CopyOnWriteArrayList<>();
  private final AtomicLong hashBytes = new AtomicLong();
  private final ReadNote note;
  private InformationSpool spool = new InformationSpool();
  private volatile HandleLife life;

  OpenContent(ContentRetrieval service, ContentTag tag) {
    this.service = service;
    this.tag = tag;
    this.sources = service.sources(tag);
    this.operations = new Operations(service.executor());
    this.adding = new Operations(service.executor(), MOST_ADDED);
    this.stream = new StreamPosition(this);
    this.note = new ReadNote(service.log(), service.clock(), tag);
    this.intake =
        new DataIntake(
            (part, place, block) -> {
              sources.store().put(block);
              part.put(place, block);
              sources.offers().of(part.information().range()).accept(block);
            },
            counts);
  }

  void live(HandleLife handle) {
    life = handle;
  }

  boolean isOpen() {
    return life.isOpen();
  }

  boolean hasTag(ContentTag other) {
    return tag.equals(other);
  }

  void forget() {
    parts.forEach(BlockReads::forget);
  }

  /** Is called once, at the end of its life. */
  void end(PeerDistException reason) {
    operations.failAll(reason);
    adding.failAll(reason);
    operations.finallyDo(this::cleanUp);
  }

  private void cleanUp() {
    parts.forEach(BlockReads::close);
    note.end(
        parts.stream().map(part -> part.information().range()).toList(),
        hashBytes.get(),
        statistics(),
        peerBytes());
    try {
      intake.close();
      synchronized (this) {
        spool.close();
      }
    } catch (IOException e) {
      LOG.debug("a temporary file was not closed: {}", e.toString());
    }
  }

  @Override
  public synchronized void addContentInformation(ByteBuffer piece) throws PeerDistException {
    life.check();
    try {
      spool.add(piece);
    } catch (PeerDistException e) {
      throw e;
    } catch (IOException e) {
      throw new PeerDistException(
          PeerDistError.SERVICE_UNAVAILABLE, "content information can't be kept: " + e, e);
    }
  }

  @Override
  public CompletableFuture<ContentRange> completeContentInformation() {
    InformationSpool complete;
    synchronized (this) {
      complete = spool;
      spool = new InformationSpool();
    }
    CompletableFuture<ContentRange> result = operations.inOrder(() -> decode(complete));
    return result;
  }

  private ContentRange decode(InformationSpool complete) throws IOException {
    try (complete) {
      life.check();
      ContentInformation information = complete.decode();
      BlockReads part =
          new BlockReads(
              service.options(), sources, information, counts, service.clock(), service.executor());
      intake.describe(part);
      hashBytes.addAndGet(complete.length());
      parts.add(part);
      service.described().accept(information);
      return information.range();
    }
  }

  @Override
  public CompletableFuture<Long> addData(long offset, ByteBuffer data) {
    if (offset < 0 || offset > Long.MAX_VALUE - data.remaining()) {
      throw new IllegalArgumentException(data.remaining() + " bytes at " + offset);
    }
    ByteBuffer bytes = data.duplicate();
    return adding.inOrder(
        () -> {
          life.check();
          return intake.add(offset, bytes);
        });
  }

  @Override
  public CompletableFuture<ReadResult> read(long offset, int most, Duration timeout) {
    if (offset < 0 || most < 1 || timeout.isNegative()) {
      throw new IllegalArgumentException(
          "a read of " + most + " bytes at " + offset + " in " + timeout);
    }
    CompletableFuture<ReadResult> result = operations.track(new CompletableFuture<>());
    try {
      start(offset, most, timeout, result);
    } catch (PeerDistException e) {
      result.completeExceptionally(e);
    }
    return result;
  }

  private void start(long offset, int most, Duration timeout, CompletableFuture<ReadResult> result)
      throws PeerDistException {
    Optional<BlockReads> part = part(offset);
    if (part.isEmpty()) {
      result.complete(new ReadResult.End());
      return;
    }
    ContentRange all = part.get().information().range();
    long end = most > all.end() - offset ? all.end() : offset + most;
    ContentRange wanted = ContentRange.ofEnd(offset, end);
    if (timeout.isZero()) {
      CachedReads cached = new CachedReads(sources.store(), part.get(), counts);
      service.executor().execute(() -> cached.read(wanted, result));
    } else {
      Duration wait = timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST;
      part.get().read(wanted, service.clock().getAsLong() + wait.toNanos(), result);
    }
  }

  /** The part that a byte is in; the first one for the content as a whole. */
  private Optional<BlockReads> part(long offset) throws PeerDistException {
    first();
    return parts.stream().filter(part -> contains(part, offset)).findFirst();
  }

  private static boolean contains(BlockReads part, long offset) {
    ContentRange range = part.information().range();
    return offset >= range.start() && offset < range.end();
  }

  /** The range that was described first. */
  ContentRange first() throws PeerDistException {
    life.check();
    if (parts.isEmpty()) {
      throw new PeerDistException(
          PeerDistError.NOT_INITIALIZED, "no content information was completed");
    }
    return parts.get(0).information().range();
  }

  @Override
  public CompletableFuture<ReadResult> readNext(int most, Duration timeout) {
    return operations.track(stream.read(most, timeout));
  }

  @Override
  public ContentDelivery deliver(ContentRange range, ContentOrigin origin)
      throws PeerDistException {
    CompletableFuture<Void> underWay = operations.track(new CompletableFuture<>());
    try {
      ContentInformation described =
          part(range.start())
              .map(BlockReads::information)
              .filter(information -> information.range().contains(range))
              .orElseThrow(() -> notDescribed(range));
      return new Delivery(described, range, origin, service, sources, counts, underWay);
    } catch (PeerDistException e) {
      underWay.completeExceptionally(e);
      throw e;
    }
  }

  private static PeerDistException notDescribed(ContentRange range) {
    return new PeerDistException(
        PeerDistError.OUT_OF_BOUNDS, "no content information is about all of " + range);
  }

  @Override
  public CompletableFuture<Long> cached(long offset) {
    CompletableFuture<Long> result = operations.track(new CompletableFuture<>());
    try {
      Optional<BlockReads> part = part(offset);
      if (part.isEmpty()) {
        result.complete(0L);
        return result;
      }
      CachedReads cached = new CachedReads(sources.store(), part.get(), counts);
      service.executor().execute(() -> cached.count(offset, result));
    } catch (PeerDistException e) {
      result.completeExceptionally(e);
    }
    return result;
  }

  @Override
  public CompletableFuture<Boolean> isFlashCrowd() {
    CompletableFuture<Boolean> result = operations.track(new CompletableFuture<>());
    try {
      first();
      ContentInformation information = parts.get(0).information();
      FlashCrowd crowd =
          new FlashCrowd(sources.neighbourhood(), () -> parts.forEach(BlockReads::share));
      service.executor().execute(() -> crowd.ask(information, result));
    } catch (PeerDistException e) {
      result.completeExceptionally(e);
    }
    return result;
  }

  @Override
  public void cancelAll() {
    PeerDistException reason =
        new PeerDistException(PeerDistError.OPERATION_ABORTED, "cancelled before it was done");
    operations.failAll(reason);
    adding.failAll(reason);
  }

  @Override
  public ContentStatistics statistics() {
    return counts.statistics(intake.held());
  }

  @Override
  public Map<String, Long> peerBytes() {
    return counts.peerBytes();
  }

  @Override
  public SeekableByteChannel channel(Duration timeout) throws PeerDistException {
    return new ContentChannel(this, first(), timeout);
  }

  @Override
  public void close() {
    life.close();
  }
}
