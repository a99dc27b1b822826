package org.peerdist.hashgen;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.HashAlgorithm;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.wire.Bytes;

class PublisherTest {
  private static final ServerPassphrase PASSPHRASE =
      new ServerPassphrase(Bytes.copyOf("no secret".getBytes(StandardCharsets.UTF_8)));

  @TempDir private Path temp;
  private HashGenerator generator;
  private PublicationCache cache;
  private Publisher publisher;

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
    publisher.close();
    generator.close();
    cache.close();
  }

  private FileIdentity file(String name, int length) throws IOException {
    byte[] data = new byte[length];
    new Random(length).nextBytes(data);
    return FileIdentity.read(Files.write(temp.resolve(name), data));
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
    assertThat(publisher.publishFile(file)).isTrue();
    await("published", () -> publisher.find(PublicationKey.ofFile(file)).isPresent());
    Publication found = publisher.find(PublicationKey.ofFile(file)).orElseThrow();
    assertThat(found.contentLength()).isEqualTo(200_000);
    assertThat(found.contentInformation(ContentVersion.V1).orElseThrow().range().length())
        .isEqualTo(200_000);
    await("counted", () -> publisher.statistics().completed() == 1);
    assertThat(publisher.statistics().hashedBytes()).isEqualTo(200_000);
    await("ended", () -> !publisher.isUnderWay(PublicationKey.ofFile(file)));
  }

  @Test
  void publishFile_unsettledFile_waitsUntilItIs() throws Exception {
    start(PublishingLimits.DEFAULT, false);
    FileIdentity file = file("file", 1000);
    publisher.publishFile(file);
    await("published", () -> cache.count() == 1);
    assertThat(Instant.now()).isAfterOrEqualTo(file.settledAt());
  }

  @Test
  void publishFile_changedMeanwhile_isNotPublished() throws Exception {
    start(PublishingLimits.DEFAULT, true);
    FileIdentity file = file("file", 1000);
    publisher.publishFile(file);
    Files.write(temp.resolve("file"), new byte[1001]);
    hold.countDown();
    await("dropped", () -> publisher.statistics().changed() == 1);
    assertThat(publisher.find(PublicationKey.ofFile(file))).isEmpty();
    assertThat(cache.count()).isZero();
  }

  @Test
  void publishFile_twice_isDoneOnce() throws Exception {
    start(PublishingLimits.DEFAULT, true);
    FileIdentity file = file("file", 1000);
    assertThat(publisher.publishFile(file)).isTrue();
    assertThat(publisher.publishFile(file)).isTrue();
    hold.countDown();
    await("published", () -> publisher.statistics().completed() == 1);
    assertThat(publisher.statistics().accepted()).isEqualTo(1);
  }

  @Test
  void publishFile_moreThanTheQueueHolds_isRejected() throws Exception {
    start(new PublishingLimits(1, 2, 1), true);
    for (int i = 1; i <= 3; i++) {
      assertThat(publisher.publishFile(file("file" + i, i))).isTrue();
    }
    FileIdentity tooMuch = file("file4", 4);
    assertThat(publisher.publishFile(tooMuch)).isFalse();
    assertThat(publisher.statistics().rejected()).isEqualTo(1);
    hold.countDown();
    await("published", () -> publisher.statistics().completed() == 3);
    assertThat(publisher.publishFile(tooMuch)).isTrue();
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
                .filter(file -> publisher.find(PublicationKey.ofFile(file)).isPresent())
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
    for (FileIdentity file : files.subList(0, 4)) {
      publisher.publishFileWhenPossible(file);
      assertThat(firstRuns.await(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(publisher.publishFile(files.get(4))).isTrue();
    assertThat(publisher.publishFile(files.get(3))).isTrue();
    assertThat(publisher.publishFile(files.get(0))).as("runs already").isTrue();
    hold.countDown();
    await("published", () -> publisher.statistics().completed() == 5);
    look.run();
    assertThat(done).extracting(FileIdentity::size).containsExactly(1L, 5L, 4L, 2L, 3L);
    assertThat(publisher.statistics().accepted()).isEqualTo(5);
  }

  @Test
  void publishFile_folderTakesAllItsRoom_hasRoomOfItsOwn() throws Exception {
    start(new PublishingLimits(1, 1, 1), true);
    publisher.publishFileWhenPossible(file("file1", 1));
    publisher.publishFileWhenPossible(file("file2", 2));
    assertThat(publisher.publishFile(file("file3", 3))).isTrue();
    assertThat(publisher.publishFile(file("file4", 4))).isTrue();
    assertThat(publisher.publishFile(file("file5", 5))).isFalse();
    hold.countDown();
    await("published", () -> publisher.statistics().completed() == 4);
  }

  @Test
  void publishFile_emptyOrGone_isNothing() throws Exception {
    start(PublishingLimits.DEFAULT, false);
    assertThat(publisher.publishFile(file("empty", 0))).isFalse();
    FileIdentity gone = file("gone", 10);
    Files.delete(temp.resolve("gone"));
    publisher.publishFile(gone);
    await("dropped", () -> publisher.statistics().changed() == 1);
    assertThat(publisher.statistics().pending()).isZero();
  }

  @Test
  void startPass_allBytes_isPublished() throws Exception {
    start(PublishingLimits.DEFAULT, false);
    PublicationKey key = PublicationKey.ofResponse("host/a", "\"tag\"", "", "", 10);
    PublishingPass pass = publisher.startPass(key, 10).orElseThrow();
    assertThat(publisher.startPass(key, 10)).isEmpty();
    ByteBuffer data = ByteBuffer.wrap(new byte[10]);
    pass.update(data);
    assertThat(data.remaining()).isEqualTo(10);
    pass.complete();
    pass.abort(); // too late
    await("published", () -> publisher.find(key).isPresent());
  }

  @Test
  void startPass_lessOrMoreBytes_isNotPublished() throws Exception {
    start(new PublishingLimits(1, 1, 1), false);
    for (int length : new int[] {9, 11}) {
      PublicationKey key = PublicationKey.ofResponse("host/a", "\"tag\"", "", "", 10);
      PublishingPass pass = publisher.startPass(key, 10).orElseThrow();
      assertThat(publisher.startPass(PublicationKey.ofResponse("b", "", "", "", 1), 1)).isEmpty();
      pass.update(ByteBuffer.wrap(new byte[length]));
      pass.complete();
      pass.abort();
      assertThat(publisher.isUnderWay(key)).isFalse();
    }
    assertThat(publisher.statistics().failed()).isEqualTo(2);
    assertThat(publisher.statistics().rejected()).isEqualTo(2);
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
