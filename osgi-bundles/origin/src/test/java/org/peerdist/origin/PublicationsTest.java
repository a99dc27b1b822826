package org.peerdist.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.api.ContentId;
import org.peerdist.api.Owner;
import org.peerdist.api.PublishedContent;
import org.peerdist.api.PublishingSession;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.hashgen.FileIdentity;
import org.peerdist.hashgen.PublishingLimits;
import org.peerdist.hashgen.PublishingOptions;
import org.peerdist.hashgen.PublishingService;
import org.peerdist.hashgen.RecentPublications;
import org.peerdist.wire.Bytes;

/** What an origin publishes, with the real service. */
class PublicationsTest {
  private static final int LENGTH = 200_000;
  private static final ContentId ID = ContentId.of("a");

  @TempDir private Path temp;
  private final byte[] data = new byte[LENGTH];
  private PublishingService service;
  private PublishingSession session;
  private Publications publications;

  @BeforeEach
  void open() throws Exception {
    new Random(2).nextBytes(data);
    service =
        PublishingService.open(
            temp.resolve("cache"),
            new ServerPassphrase(Bytes.ofHex("01")),
            PublishingOptions.DEFAULT.withLimits(new PublishingLimits(1, 10, 1)));
    session = service.openSession(Owner.SHARED);
    publications = new Publications(session);
  }

  @AfterEach
  void close() throws Exception {
    session.close();
    service.close();
  }

  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("still not: " + what).isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static AnsweredContent answer(String contentRange, int length) {
    HeaderFields fields =
        contentRange.isEmpty()
            ? Map.of("ETag", "\"1\"")::get
            : Map.of("ETag", "\"1\"", "Content-Range", contentRange)::get;
    return AnsweredContent.of(fields, !contentRange.isEmpty(), length).orElseThrow();
  }

  private Optional<ByteBuffer> find(AnsweredContent content) {
    return publications.find(ID, content, ContentVersion.V2);
  }

  @Test
  void start_allBytes_areFoundSoon_alsoForRanges() throws Exception {
    PassingContent passing = publications.start(ID, "name", LENGTH).orElseThrow();
    assertThat(publications.start(ID, "name", LENGTH)).as("one at a time").isEmpty();
    ByteBuffer all = ByteBuffer.wrap(data);
    passing.update(all);
    assertThat(all.remaining()).isEqualTo(LENGTH);
    assertThat(passing.isWhole()).isTrue();
    passing.complete();
    passing.abort(); // too late
    await("published", () -> find(answer("", LENGTH)).isPresent());
    AnsweredContent part = answer("bytes 10-19/" + LENGTH, 10);
    assertThat(ContentInformation.decode(find(part).orElseThrow()).range()).isEqualTo(part.range());
    assertThat(session.publications()).containsExactly(new PublishedContent(ID, LENGTH, true));
    await("told", () -> !service.statistics().recent().entries().isEmpty());
    assertThat(service.statistics().recent().entries())
        .singleElement()
        .returns("name", RecentPublications.Entry::name)
        .returns((long) LENGTH, RecentPublications.Entry::length);
  }

  @Test
  void start_lessOrMoreBytes_areNothing_andTheRoomIsFreeAgain() {
    for (int length : new int[] {LENGTH - 1, LENGTH + 1}) {
      PassingContent passing = publications.start(ID, "name", LENGTH).orElseThrow();
      assertThat(publications.start(ContentId.of("other"), "other", 1)).as("no room").isEmpty();
      passing.update(ByteBuffer.wrap(new byte[length]));
      passing.complete();
      await("ended", () -> session.statistics().pending() == 0);
      assertThat(publications.isUnderWay(ID)).isFalse();
      assertThat(find(answer("", LENGTH))).isEmpty();
    }
    assertThat(session.statistics().failed()).isEqualTo(2);
    assertThat(session.statistics().rejected()).isEqualTo(2);
  }

  @Test
  void start_aborted_givesItsRoomBack() {
    PassingContent passing = publications.start(ID, "name", LENGTH).orElseThrow();
    passing.update(ByteBuffer.wrap(data, 0, 10));
    passing.abort();
    passing.update(ByteBuffer.wrap(data, 10, 10));
    passing.complete();
    await("ended", () -> session.statistics().failed() == 1);
    await("room", () -> publications.start(ContentId.of("other"), "other", 1).isPresent());
  }

  @Test
  void find_ofAnotherLength_isNothing() throws Exception {
    PassingContent passing = publications.start(ID, "name", LENGTH).orElseThrow();
    passing.update(ByteBuffer.wrap(data));
    passing.complete();
    await("published", () -> find(answer("", LENGTH)).isPresent());
    assertThat(find(answer("", LENGTH - 1))).isEmpty();
    assertThat(find(answer("", LENGTH + 1))).isEmpty();
    assertThat(find(answer("bytes 0-" + LENGTH + "/" + (LENGTH + 5), LENGTH + 1))).isEmpty();
  }

  @Test
  void publish_file_isThereSoon_andAskedForOnce() throws Exception {
    FileIdentity file = FileIdentity.read(Files.write(temp.resolve("file"), data));
    assertThat(publications.publish(file)).isTrue();
    assertThat(publications.publish(file)).as("under way, or there").isTrue();
    await("published", () -> session.statistics().completed() == 1);
    assertThat(publications.publish(file)).as("there").isTrue();
    assertThat(session.statistics().accepted()).isEqualTo(1);
  }

  @Test
  void everything_ofAServiceThatIsClosed_isNothing() throws Exception {
    session.close();
    FileIdentity file = FileIdentity.read(Files.write(temp.resolve("file"), data));
    assertThat(find(answer("", LENGTH))).isEmpty();
    assertThat(publications.start(ID, "name", LENGTH)).isEmpty();
    assertThat(publications.publish(file)).isFalse();
  }
}
