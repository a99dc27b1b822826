package org.peerdist.hashgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.api.ContentId;
import org.peerdist.api.ContentInformationReader;
import org.peerdist.api.Owner;
import org.peerdist.api.PeerDistError;
import org.peerdist.api.PeerDistException;
import org.peerdist.api.PeerDistStatus.Availability;
import org.peerdist.api.PublishOptions;
import org.peerdist.api.PublishedContent;
import org.peerdist.api.PublishingSession;
import org.peerdist.api.PublishingStream;
import org.peerdist.api.VersionRange;
import org.peerdist.api.spi.StatusSource;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.hashgen.internal.OperationThreads;
import org.peerdist.wire.Bytes;

/** The publishing half of the API, with the real generator and the real cache. */
class ContentPublishingTest {
  private static final ServerPassphrase PASSPHRASE =
      new ServerPassphrase(Bytes.copyOf("secret".getBytes(StandardCharsets.US_ASCII)));
  private static final ContentId ID = ContentId.of("a");
  private static final int LENGTH = 3_000_000;

  @TempDir private Path folder;
  private final byte[] content = new byte[LENGTH];
  private final StatusSource status = new StatusSource(Availability.AVAILABLE, VersionRange.ALL);
  private final HashGenerator generator = new HashGenerator(PASSPHRASE, HashingOptions.defaults());
  private PublicationCache cache;
  private ContentPublishing service;
  private PublishingSession session;

  @BeforeEach
  void open() throws Exception {
    new Random(5).nextBytes(content);
    start(Set.of(ContentVersion.values()), 1 << 20);
  }

  private void start(Set<ContentVersion> versions, long cacheBytes) throws Exception {
    cache =
        new PublicationCache(
            folder.resolve("hashes"),
            cacheBytes,
            PublicationCache.generation(PASSPHRASE, HashAlgorithm.SHA_256));
    service = new ContentPublishing(generator, cache, versions, status);
    session = service.openSession(Owner.SHARED);
  }

  @AfterEach
  void close() {
    stop();
    generator.close();
  }

  private void stop() {
    session.close();
    service.close();
    cache.close();
  }

  private static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(30, TimeUnit.SECONDS);
  }

  private static PeerDistError error(Callable<?> action) {
    try {
      Object unused = action.call();
      throw new AssertionError("did not fail");
    } catch (ExecutionException e) {
      assertThat(e.getCause()).isInstanceOf(PeerDistException.class);
      return ((PeerDistException) e.getCause()).error();
    } catch (PeerDistException e) {
      return e.error();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private PublishedContent publish(ContentId id, PublishOptions options) throws Exception {
    try (PublishingStream stream = session.publish(id, options)) {
      get(stream.add(ByteBuffer.wrap(content, 0, 1_234_567)));
      get(stream.add(ByteBuffer.wrap(content, 1_234_567, LENGTH - 1_234_567)));
      return get(stream.complete());
    }
  }

  private byte[] read(ContentId id, Optional<ContentRange> range, VersionRange versions)
      throws Exception {
    try (ContentInformationReader reader = session.openContentInformation(id, range, versions)) {
      return Channels.newInputStream(reader).readAllBytes();
    }
  }

  private byte[] expected(ContentVersion version) throws Exception {
    Path file = Files.write(folder.resolve("content"), content);
    Path output = folder.resolve("expected");
    generator.hashFile(file, Map.of(version, output));
    return Files.readAllBytes(output);
  }

  @Test
  void stream_ofUnknownLength_givesTheHashesOfAllVersions() throws Exception {
    assertThat(publish(ID, PublishOptions.DEFAULT))
        .isEqualTo(new PublishedContent(ID, LENGTH, false));
    for (ContentVersion version : ContentVersion.values()) {
      assertThat(read(ID, Optional.empty(), VersionRange.of(version))).isEqualTo(expected(version));
    }
    assertThat(read(ID, Optional.empty(), VersionRange.ALL)).isEqualTo(expected(ContentVersion.V2));
  }

  @Test
  void stream_withoutWaiting_isInOrder() throws Exception {
    try (PublishingStream stream = session.publish(ID, PublishOptions.DEFAULT.withLength(LENGTH))) {
      for (int at = 0; at < LENGTH; at += 100_000) {
        var unused = stream.add(ByteBuffer.wrap(content, at, 100_000));
      }
      get(stream.complete());
      assertThat(error(() -> get(stream.add(ByteBuffer.wrap(content)))))
          .isEqualTo(PeerDistError.ALREADY_COMPLETED);
      assertThat(error(() -> get(stream.complete()))).isEqualTo(PeerDistError.ALREADY_COMPLETED);
    }
    assertThat(read(ID, Optional.empty(), VersionRange.ALL)).isEqualTo(expected(ContentVersion.V2));
  }

  @Test
  void stream_ofKnownLength_refusesOthers() throws Exception {
    try (PublishingStream stream = session.publish(ID, PublishOptions.DEFAULT.withLength(1000))) {
      get(stream.add(ByteBuffer.wrap(content, 0, 600)));
      assertThat(error(() -> get(stream.add(ByteBuffer.wrap(content, 0, 401)))))
          .isEqualTo(PeerDistError.OUT_OF_BOUNDS);
      assertThat(error(() -> get(stream.complete()))).isEqualTo(PeerDistError.OPERATION_ABORTED);
    }
    try (PublishingStream stream = session.publish(ID, PublishOptions.DEFAULT.withLength(1000))) {
      get(stream.add(ByteBuffer.wrap(content, 0, 999)));
      assertThat(error(() -> get(stream.complete()))).isEqualTo(PeerDistError.INVALID_PARAMETER);
    }
    assertThat(session.publications()).isEmpty();
  }

  @Test
  void stream_withoutBytes_isRefused() throws Exception {
    try (PublishingStream stream = session.publish(ID, PublishOptions.DEFAULT)) {
      assertThat(error(() -> get(stream.complete()))).isEqualTo(PeerDistError.INVALID_PARAMETER);
    }
  }

  @Test
  void close_beforeComplete_abandonsThePublication() throws Exception {
    PublishingStream stream = session.publish(ID, PublishOptions.DEFAULT);
    get(stream.add(ByteBuffer.wrap(content)));
    stream.close();
    assertThat(error(() -> get(stream.complete()))).isEqualTo(PeerDistError.INVALID_HANDLE);
    assertThat(error(() -> read(ID, Optional.empty(), VersionRange.ALL)))
        .isEqualTo(PeerDistError.NOT_FOUND);
    publish(ID, PublishOptions.DEFAULT);
  }

  @Test
  void cancel_ofAnAdd_spoilsTheStream() throws Exception {
    try (PublishingStream stream = session.publish(ID, PublishOptions.DEFAULT)) {
      CompletableFuture<Void> done = stream.add(ByteBuffer.wrap(content, 0, 10));
      get(done);
      assertThat(done.cancel(true)).as("nothing to cancel any more").isFalse();
      CountDownLatch cancelled = new CountDownLatch(1);
      for (int i = 0; i < OperationThreads.THREADS; i++) {
        service.threads().execute(() -> awaitQuietly(cancelled));
      }
      CompletableFuture<?> waiting = stream.add(ByteBuffer.wrap(content));
      assertThat(waiting.cancel(true)).isTrue();
      cancelled.countDown();
      assertThat(error(() -> get(stream.complete()))).isEqualTo(PeerDistError.OPERATION_ABORTED);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void publish_sameIdTwice_isRefused_untilItIsUnpublished() throws Exception {
    PublishingStream begun = session.publish(ID, PublishOptions.DEFAULT);
    assertThat(error(() -> session.publish(ID, PublishOptions.DEFAULT)))
        .isEqualTo(PeerDistError.ALREADY_EXISTS);
    begun.close();
    publish(ID, PublishOptions.DEFAULT);
    assertThat(error(() -> session.publish(ID, PublishOptions.DEFAULT)))
        .isEqualTo(PeerDistError.ALREADY_EXISTS);
    session.unpublish(ID);
    assertThat(error(() -> read(ID, Optional.empty(), VersionRange.ALL)))
        .isEqualTo(PeerDistError.NOT_FOUND);
    assertThat(cache.count()).isZero();
    publish(ID, PublishOptions.DEFAULT);
  }

  @Test
  void unpublish_endsWhatIsOpen() throws Exception {
    assertThatExceptionOfType(PeerDistException.class)
        .isThrownBy(() -> session.unpublish(ID))
        .satisfies(e -> assertThat(e.error()).isEqualTo(PeerDistError.NOT_FOUND));
    publish(ID, PublishOptions.DEFAULT);
    ContentInformationReader reader =
        session.openContentInformation(ID, Optional.empty(), VersionRange.ALL);
    assertThat(reader.read(ByteBuffer.allocate(10))).isEqualTo(10);
    session.unpublish(ID);
    assertThat(error(() -> reader.read(ByteBuffer.allocate(10))))
        .isEqualTo(PeerDistError.INVALIDATED);
  }

  @Test
  void unpublish_whileStreaming_givesTheStreamUp() throws Exception {
    try (PublishingStream stream = session.publish(ID, PublishOptions.DEFAULT)) {
      get(stream.add(ByteBuffer.wrap(content)));
      session.unpublish(ID);
      assertThat(error(() -> get(stream.complete()))).isEqualTo(PeerDistError.INVALIDATED);
    }
    assertThat(cache.count()).isZero();
  }

  @Test
  void publications_areTheirOwnersAlone() throws Exception {
    publish(ID, PublishOptions.DEFAULT);
    try (PublishingSession other = service.openSession(new Owner(Bytes.ofHex("01")))) {
      assertThat(other.publications()).isEmpty();
      assertThat(error(() -> other.openContentInformation(ID, Optional.empty(), VersionRange.ALL)))
          .isEqualTo(PeerDistError.NOT_FOUND);
      try (PublishingStream stream = other.publish(ID, PublishOptions.DEFAULT)) {
        get(stream.add(ByteBuffer.wrap(content, 0, 5)));
        get(stream.complete());
      }
      assertThat(other.publications()).containsExactly(new PublishedContent(ID, 5, false));
    }
    assertThat(session.publications()).containsExactly(new PublishedContent(ID, LENGTH, false));
  }

  @Test
  void close_ofTheSession_endsPublications_andOthersOfTheOwnerSeeThemUntilThen() throws Exception {
    try (PublishingSession second = service.openSession(Owner.SHARED)) {
      publish(ID, PublishOptions.DEFAULT);
      ContentInformationReader reader =
          second.openContentInformation(ID, Optional.empty(), VersionRange.ALL);
      PublishingStream open = session.publish(ContentId.of("b"), PublishOptions.DEFAULT);
      session.close();
      assertThat(second.publications()).isEmpty();
      assertThat(error(() -> get(open.complete()))).isEqualTo(PeerDistError.INVALID_HANDLE);
      assertThat(error(() -> session.publications())).isEqualTo(PeerDistError.INVALID_HANDLE);
      assertThat(reader.read(ByteBuffer.allocate(10))).isEqualTo(10);
    }
    assertThat(cache.count()).isZero();
  }

  @Test
  void lasting_publications_outliveTheProcess() throws Exception {
    publish(ID, PublishOptions.DEFAULT.asLasting());
    publish(ContentId.of("b"), PublishOptions.DEFAULT);
    assertThat(session.publications()).hasSize(2);
    stop();
    start(Set.of(ContentVersion.values()), 1 << 20);
    assertThat(session.publications()).containsExactly(new PublishedContent(ID, LENGTH, true));
    assertThat(read(ID, Optional.empty(), VersionRange.ALL)).isEqualTo(expected(ContentVersion.V2));
    session.unpublish(ID);
    assertThat(session.publications()).isEmpty();
  }

  @Test
  void publications_thatTheCacheDropped_areGone() throws Exception {
    stop();
    start(Set.of(ContentVersion.V2), 8_000);
    publish(ID, PublishOptions.DEFAULT);
    publish(ContentId.of("b"), PublishOptions.DEFAULT.asLasting());
    publish(ContentId.of("c"), PublishOptions.DEFAULT);
    assertThat(session.publications())
        .extracting(PublishedContent::id)
        .containsExactlyInAnyOrder(ContentId.of("b"), ContentId.of("c"));
    publish(ID, PublishOptions.DEFAULT);
  }

  @Test
  void contentInformation_ofARange_describesIt() throws Exception {
    publish(ID, PublishOptions.DEFAULT);
    ContentRange range = ContentRange.ofEnd(1_000_000, 1_500_000);
    for (ContentVersion version : ContentVersion.values()) {
      byte[] encoded = read(ID, Optional.of(range), VersionRange.of(version));
      ContentInformation part = ContentInformation.decode(ByteBuffer.wrap(encoded));
      assertThat(part.range()).isEqualTo(range);
      assertThat(encoded.length).isLessThan(expected(version).length);
    }
    try (ContentInformationReader reader =
        session.openContentInformation(
            ID, Optional.of(ContentRange.ofEnd(1, 1L << 50)), VersionRange.ALL)) {
      assertThat(reader.range()).isEqualTo(ContentRange.ofEnd(1, LENGTH));
      assertThat(reader.version()).isEqualTo(ContentVersion.V2);
    }
    Optional<ContentRange> after = Optional.of(ContentRange.ofLength(LENGTH, 1));
    assertThat(error(() -> read(ID, after, VersionRange.ALL)))
        .isEqualTo(PeerDistError.OUT_OF_BOUNDS);
  }

  @Test
  void contentInformation_ofAVersionThatIsNotMade_isRefused() throws Exception {
    stop();
    start(Set.of(ContentVersion.V1), 1 << 20);
    publish(ID, PublishOptions.DEFAULT);
    assertThat(error(() -> read(ID, Optional.empty(), VersionRange.of(ContentVersion.V2))))
        .isEqualTo(PeerDistError.VERSION_UNSUPPORTED);
    assertThat(read(ID, Optional.empty(), VersionRange.ALL)).isEqualTo(expected(ContentVersion.V1));
  }

  @Test
  void file_isPublished_orItsFaultTold() throws Exception {
    Path file = Files.write(folder.resolve("file"), content);
    assertThat(get(session.publishFile(ID, file, PublishOptions.DEFAULT)))
        .isEqualTo(new PublishedContent(ID, LENGTH, false));
    assertThat(read(ID, Optional.empty(), VersionRange.ALL)).isEqualTo(expected(ContentVersion.V2));
    assertThat(error(() -> get(session.publishFile(ID, file, PublishOptions.DEFAULT))))
        .isEqualTo(PeerDistError.ALREADY_EXISTS);
    ContentId other = ContentId.of("b");
    PublishOptions wrong = PublishOptions.DEFAULT.withLength(7);
    assertThat(error(() -> get(session.publishFile(other, file, wrong))))
        .isEqualTo(PeerDistError.INVALID_PARAMETER);
    assertThat(session.publishFile(other, folder.resolve("none"), PublishOptions.DEFAULT))
        .failsWithin(Duration.ofSeconds(30));
    assertThat(session.publications()).extracting(PublishedContent::id).isEqualTo(List.of(ID));
  }

  @Test
  void status_notAvailable_invalidatesStreams_andKeepsPublications() throws Exception {
    publish(ID, PublishOptions.DEFAULT);
    PublishingStream stream = session.publish(ContentId.of("b"), PublishOptions.DEFAULT);
    status.change(Availability.DISABLED);
    assertThat(session.status().availability()).isEqualTo(Availability.DISABLED);
    assertThat(error(() -> get(stream.complete()))).isEqualTo(PeerDistError.INVALIDATED);
    assertThat(error(() -> session.publications()))
        .isEqualTo(PeerDistError.ACCESS_DISABLED_BY_POLICY);
    status.change(Availability.AVAILABLE);
    assertThat(session.publications()).hasSize(1);
  }

  @Test
  void service_closed_failsWhatComesLater() throws Exception {
    service.close();
    PublishingStream stream = session.publish(ID, PublishOptions.DEFAULT);
    assertThat(error(() -> get(stream.add(ByteBuffer.wrap(content)))))
        .isEqualTo(PeerDistError.SHUTDOWN_IN_PROGRESS);
    stream.close();
  }
}
