package org.peerdist.hashgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.peerdist.api.PeerDistError.ALREADY_EXISTS;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
import org.peerdist.api.PublishingCounts;
import org.peerdist.api.PublishingSession;
import org.peerdist.api.PublishingStream;
import org.peerdist.api.VersionRange;
import org.peerdist.api.spi.StatusSource;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.wire.Bytes;

class PublisherTest {
  private static final ServerPassphrase PASSPHRASE =
      new ServerPassphrase(Bytes.copyOf("no secret".getBytes(StandardCharsets.UTF_8)));

  private static final PublishOptions PASSING =
      PublishOptions.DEFAULT.asLasting().asPassing().withLength(10);

  @TempDir private Path temp;
  private HashGenerator generator;
  private PublicationCache cache;
  private Publisher publisher;
  private ContentPublishing service;
  private PublishingSession session;

  /** Holds the thread of the publisher where it asks for the time. */
  private final CountDownLatch hold = new CountDownLatch(1);

  @BeforeEach
  void make() throws IOException {
    generator = new HashGenerator(PASSPHRASE, HashingOptions.defaults());
    cache =
        new PublicationCache(
            temp.resolve("cache"),
            1 << 30,
            PublicationCache.generation(PASSPHRASE, HashAlgorithm.SHA_256));
  }

  private void start(PublishingLimits limits, boolean held) {
    publisher =
        new Publisher(
            generator,
            cache,
            Set.of(ContentVersion.values()),
            limits,
            () -> {
              awaitRelease(held);
              return Instant.now();
            });
    openSession();
  }

  private void openSession() {
    service =
        new ContentPublishing(
            publisher, new StatusSource(Availability.AVAILABLE, VersionRange.ALL));
    session = service.openSession(Owner.SHARED);
  }

  private void awaitRelease(boolean held) {
    try {
      if (held && !hold.await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("never released");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void close() {
    hold.countDown();
    session.close();
    service.close();
    publisher.close();
    generator.close();
    cache.close();
  }

  private FileIdentity file(String name, int length) throws IOException {
    byte[] data = new byte[length];
    new Random(length).nextBytes(data);
    return FileIdentity.read(Files.write(temp.resolve(name), data));
  }

  /** The same as an origin does. */
  private boolean publishFile(FileIdentity file) {
    PublishOptions options = PublishOptions.DEFAULT.asLasting().withSource(file);
    var publication = session.publishFile(id(file), file.path(), options);
    return !publication.isCompletedExceptionally() || error(publication) == ALREADY_EXISTS;
  }

  private static PeerDistError error(CompletableFuture<?> failed) {
    return ((PeerDistException) failed.handle((none, reason) -> reason).join()).error();
  }

  private static ContentId id(FileIdentity file) {
    return PublicationKey.ofFile(file).contentId();
  }

  private boolean isPublished(FileIdentity file) {
    try (ContentInformationReader reader =
        session.findContentInformation(id(file), Optional.empty(), VersionRange.ALL).orElse(null)) {
      return reader != null;
    } catch (PeerDistException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("still not: " + what).isLessThan(end);
      LockSupport.parkNanos(2_000_000);
    }
  }

  @Test
  void publishFile_settledFile_isPublished() throws Exception {
    start(PublishingLimits.DEFAULT, false);
    FileIdentity file = file("file", 200_000);
    assertThat(publishFile(file)).isTrue();
    await("published", () -> isPublished(file));
    for (ContentVersion version : ContentVersion.values()) {
      try (ContentInformationReader found =
          session.openContentInformation(id(file), Optional.empty(), VersionRange.of(version))) {
        assertThat(ContentInformation.decode(found.view()).range())
            .isEqualTo(ContentRange.ofLength(0, 200_000))
            .isEqualTo(found.range());
      }
    }
    await("counted", () -> publisher.statistics().completed() == 1);
    assertThat(publisher.statistics().hashedBytes()).isEqualTo(200_000);
    await("ended", () -> !session.isUnderWay(id(file)));
  }

  @Test
  void publishFile_unsettledFile_waitsUntilItIs() throws Exception {
    start(PublishingLimits.DEFAULT, false);
    FileIdentity file = file("file", 1000);
    publishFile(file);
    await("published", () -> cache.count() == 1);
    assertThat(Instant.now()).isAfterOrEqualTo(file.settledAt());
  }

  @Test
  void publishFile_changedMeanwhile_isNotPublished() throws Exception {
    start(PublishingLimits.DEFAULT, true);
    FileIdentity file = file("file", 1000);
    publishFile(file);
    Files.write(temp.resolve("file"), new byte[1001]);
    hold.countDown();
    await("dropped", () -> publisher.statistics().changed() == 1);
    assertThat(isPublished(file)).isFalse();
    assertThat(cache.count()).isZero();
  }

  @Test
  void publishFile_twice_isDoneOnce() throws Exception {
    start(PublishingLimits.DEFAULT, true);
    FileIdentity file = file("file", 1000);
    assertThat(publishFile(file)).isTrue();
    assertThat(publishFile(file)).isTrue();
    hold.countDown();
    await("published", () -> publisher.statistics().completed() == 1);
    assertThat(publisher.statistics().accepted()).isEqualTo(1);
  }

  @Test
  void publishFile_moreThanTheQueueHolds_isRejected() throws Exception {
    start(new PublishingLimits(1, 2, 1), true);
    for (int i = 1; i <= 3; i++) {
      assertThat(publishFile(file("file" + i, i))).isTrue();
    }
    FileIdentity tooMuch = file("file4", 4);
    assertThat(publishFile(tooMuch)).isFalse();
    assertThat(publisher.statistics().rejected()).isEqualTo(1);
    hold.countDown();
    await("published", () -> publisher.statistics().completed() == 3);
    assertThat(publishFile(tooMuch)).isTrue();
  }

  @Test
  void publishFile_waitsWithOthersOfAFolder_isDoneNext() throws Exception {
    List<FileIdentity> files = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      files.add(file("file" + i, i));
    }
    List<FileIdentity> done = Collections.synchronizedList(new ArrayList<>());
    Runnable look =
        () ->
            files.stream()
                .filter(file -> !done.contains(file))
                .filter(this::isPublished)
                .forEach(done::add);
    CountDownLatch firstRuns = new CountDownLatch(1);
    InstantSource later =
        () -> {
          firstRuns.countDown();
          awaitRelease(true);
          look.run(); // One thread: the one before is done, and the next has not begun.
          return Instant.now().plusSeconds(60);
        };
    Set<ContentVersion> versions = Set.of(ContentVersion.values());
    publisher = new Publisher(generator, cache, versions, new PublishingLimits(1, 4, 1), later);
    openSession();
    for (FileIdentity file : files.subList(0, 4)) {
      publisher.publishFileWhenPossible(file, () -> false);
      assertThat(firstRuns.await(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(publishFile(files.get(4))).isTrue();
    assertThat(publishFile(files.get(3))).isTrue();
    assertThat(publishFile(files.get(0))).as("runs already").isTrue();
    hold.countDown();
    // The publisher asks for the time after the last one, too.
    await("published", () -> done.size() == 5);
    assertThat(done).extracting(FileIdentity::size).containsExactly(1L, 5L, 4L, 2L, 3L);
    assertThat(publisher.statistics().accepted()).isEqualTo(5);
  }

  @Test
  void publishFile_folderTakesAllItsRoom_hasRoomOfItsOwn() throws Exception {
    start(new PublishingLimits(1, 1, 1), true);
    publisher.publishFileWhenPossible(file("file1", 1), () -> false);
    publisher.publishFileWhenPossible(file("file2", 2), () -> false);
    assertThat(publishFile(file("file3", 3))).isTrue();
    assertThat(publishFile(file("file4", 4))).isTrue();
    assertThat(publishFile(file("file5", 5))).isFalse();
    hold.countDown();
    await("published", () -> publisher.statistics().completed() == 4);
  }

  @Test
  void publishFolder_closesWhileThereIsNoRoom_givesUp() throws Exception {
    start(new PublishingLimits(1, 1, 1), true);
    Path folder = Files.createDirectory(temp.resolve("folder")).toRealPath();
    List<FileIdentity> files = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      files.add(FileIdentity.read(Files.write(folder.resolve("file" + i), new byte[i + 1])));
    }
    FolderPublisher publishing = FolderPublisher.start(folder, publisher);
    // One runs and one waits, and the watcher has gone on to the third.
    await("no room", () -> files.stream().allMatch(file -> session.isUnderWay(id(file))));
    assertThat(publisher.statistics().accepted()).isEqualTo(2);
    publishing.close();
    await("given up", () -> publisher.statistics().rejected() == 1);
    hold.countDown();
    await("published", () -> publisher.statistics().completed() == 2);
  }

  @Test
  void publishFile_emptyOrGone_isNothing() throws Exception {
    start(PublishingLimits.DEFAULT, false);
    FileIdentity empty = file("empty", 0);
    PublishOptions options = PublishOptions.DEFAULT.withSource(empty);
    var nothing = session.publishFile(id(empty), empty.path(), options);
    await("refused", nothing::isDone);
    assertThat(error(nothing)).isEqualTo(PeerDistError.INVALID_PARAMETER);
    publisher.publishFileWhenPossible(empty, () -> false);
    assertThat(publisher.statistics().accepted()).isEqualTo(1);
    FileIdentity gone = file("gone", 10);
    Files.delete(temp.resolve("gone"));
    publishFile(gone);
    await("dropped", () -> publisher.statistics().changed() == 1);
    assertThat(publisher.statistics().pending()).isZero();
  }

  @Test
  void publish_passing_isTakenInTheCallersThread_andPublished() throws Exception {
    start(PublishingLimits.DEFAULT, false);
    ContentId id = PublicationKey.ofResponse("host/a", "\"tag\"", "", "", 10).contentId();
    try (PublishingStream stream = session.publish(id, PASSING)) {
      assertThat(session.isUnderWay(id)).isTrue();
      assertThatThrownBy(() -> session.publish(id, PASSING)).isInstanceOf(PeerDistException.class);
      ByteBuffer data = ByteBuffer.wrap(new byte[10]);
      assertThat(stream.add(data)).isCompleted();
      assertThat(data.remaining()).isEqualTo(10);
      assertThat(stream.complete().get(30, TimeUnit.SECONDS).length()).isEqualTo(10);
    }
    assertThat(session.isUnderWay(id)).isFalse();
    assertThat(session.statistics()).isEqualTo(new PublishingCounts(1, 1, 0, 0, 0, 10));
  }

  @Test
  void publish_passing_lessOrMoreBytes_isNotPublished_andGivesItsRoomBack() throws Exception {
    start(new PublishingLimits(1, 1, 1), false);
    ContentId id = ContentId.of("a");
    for (int length : new int[] {9, 11}) {
      PublishingStream stream = session.publish(id, PASSING);
      assertThatThrownBy(() -> session.publish(ContentId.of("b"), PASSING))
          .isInstanceOfSatisfying(
              PeerDistException.class,
              e -> assertThat(e.error()).isEqualTo(PeerDistError.NO_SYSTEM_RESOURCES));
      boolean tooMany = stream.add(ByteBuffer.wrap(new byte[length])).isCompletedExceptionally();
      assertThat(tooMany).isEqualTo(length > 10);
      await("refused", stream.complete()::isCompletedExceptionally);
      stream.close();
      await("ended", () -> session.statistics().pending() == 0);
      assertThat(session.isUnderWay(id)).isFalse();
    }
    assertThat(session.statistics()).isEqualTo(new PublishingCounts(2, 0, 2, 0, 2, 0));
    assertThat(cache.count()).isZero();
    assertThat(temp.resolve("cache/pending")).isEmptyDirectory();
  }

  @Test
  void awaitFirstPass_endsWithTheLastFile_orWhenTheTimeIsOver() throws Exception {
    start(PublishingLimits.DEFAULT, true);
    Path site = Files.createDirectories(temp.resolve("site/sub"));
    for (int i = 1; i <= 5; i++) {
      Files.write(site.resolve("file" + i), new byte[i]);
    }
    try (FolderPublisher all = FolderPublisher.start(temp.resolve("site"), publisher)) {
      assertThat(all.awaitFirstPass(Duration.ofMillis(10))).isFalse();
      hold.countDown();
      assertThat(all.awaitFirstPass(Duration.ofSeconds(30))).isTrue();
      assertThat(publisher.statistics().completed()).isEqualTo(5);
    }
    try (FolderPublisher again = FolderPublisher.start(temp.resolve("site"), publisher)) {
      assertThat(again.awaitFirstPass(Duration.ofSeconds(30))).isTrue();
      assertThat(publisher.statistics().accepted()).isEqualTo(5);
    }
  }

  @Test
  void folderPublisher_moreFilesThanTheQueueHolds_publishesAll() throws Exception {
    start(new PublishingLimits(1, 1, 1), false);
    Path site = Files.createDirectories(temp.resolve("site/sub"));
    for (int i = 1; i <= 20; i++) {
      Files.write(site.resolve("file" + i), new byte[i]);
    }
    Files.createSymbolicLink(site.resolve("link"), site);
    try (FolderPublisher all = FolderPublisher.start(temp.resolve("site"), publisher)) {
      await("published", () -> publisher.statistics().completed() == 20);
      assertThat(all).isNotNull();
    }
    assertThat(publisher.statistics().rejected()).isZero();
  }
}
