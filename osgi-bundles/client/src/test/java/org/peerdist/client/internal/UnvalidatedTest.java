package org.peerdist.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.client.DownloadException;
import org.peerdist.client.DownloadReport;
import org.peerdist.client.DownloadTarget;
import org.peerdist.content.ContentVersion;

/** Downloads from an origin that gives neither ETag nor Last-Modified, and breaks. */
@Timeout(30)
class UnvalidatedTest {
  private static final int LENGTH = DownloadFixture.LENGTH;
  private static final String LOST =
      "broken, as told; the origin gives neither ETag nor Last-Modified, without which this can't"
          + " go on where it stopped: try once more, from the beginning";

  @TempDir Path folder;

  private final DownloadFixture network = new DownloadFixture(ContentVersion.V2);
  private final ScriptedOrigin origin = network.origin;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @BeforeEach
  void withoutValidators() {
    origin.etag = null;
    origin.breakAfter = LENGTH / 3;
  }

  private DownloadReport fetchToPipe() throws Exception {
    return network.fetch(DownloadTarget.ofChannel(Channels.newChannel(out)));
  }

  private Path file() {
    return folder.resolve("file");
  }

  private DownloadReport fetchToFile() throws Exception {
    try (DownloadTarget target = DownloadTarget.ofPartialFile(file())) {
      return network.fetch(target);
    }
  }

  @Test
  void fetch_plainToAPipe_breaks_saysWhy() {
    origin.information = Optional.empty();
    assertThatThrownBy(this::fetchToPipe).isInstanceOf(DownloadException.class).hasMessage(LOST);
    assertThat(origin.requests).hasSize(1);
  }

  @Test
  void fetch_plainToAFile_breaks_startsAgain() throws Exception {
    origin.information = Optional.empty();
    origin.beforeRequest =
        () -> origin.breakAfter = origin.requests.size() < 2 ? LENGTH / 3 : Long.MAX_VALUE;
    assertThat(fetchToFile().fromOrigin()).isEqualTo(LENGTH);
    assertThat(file()).hasBinaryContent(origin.content);
    assertThat(origin.requests).hasSize(3);
  }

  @Test
  void fetch_plainToAFile_breaksAgainAndAgain_saysWhyAndKeepsNothing() throws Exception {
    origin.information = Optional.empty();
    assertThatThrownBy(this::fetchToFile).isInstanceOf(DownloadException.class).hasMessage(LOST);
    assertThat(Files.size(file())).isZero();
    assertThat(origin.requests).hasSize(5);
  }

  @Test
  void fetch_plainToAFile_withoutPatience_isNotTriedAgain() {
    origin.information = Optional.empty();
    network.options = network.options.withOriginPatience(Duration.ZERO);
    assertThatThrownBy(this::fetchToFile).isInstanceOf(DownloadException.class).hasMessage(LOST);
    assertThat(origin.requests).hasSize(1);
  }

  @Test
  void fetch_byHashes_breaks_goesOn() throws Exception {
    fetchToPipe();
    assertThat(out.toByteArray()).isEqualTo(origin.content);
    assertThat(origin.contentBytes).hasValueLessThan(LENGTH + LENGTH / 2);
  }

  /** Other bytes in the second half. */
  private byte[] changed() {
    byte[] other = origin.content.clone();
    Arrays.fill(other, LENGTH / 2, LENGTH, (byte) 1);
    return other;
  }

  @Test
  void fetch_byWrongHashesThatStay_breaks_goesOnWithoutThem() throws Exception {
    origin.content = changed();
    fetchToPipe();
    assertThat(out.toByteArray()).isEqualTo(origin.content);
  }

  @Test
  void fetch_byHashes_changesAfterSomeOfIt_isNotMixed() throws Exception {
    byte[] before = origin.content;
    CountDownLatch written = new CountDownLatch(1);
    network.listener = (position, length, kind) -> written.countDown();
    origin.beforeRequest =
        () -> {
          if (origin.requests.size() == 2) {
            await(written);
            origin.content = changed();
            origin.information = Optional.empty();
          }
        };
    assertThatThrownBy(this::fetchToPipe)
        .isInstanceOf(DownloadException.class)
        .hasMessageStartingWith("the origin's content changed during the download (");
    byte[] got = out.toByteArray();
    assertThat(got).isNotEmpty().isEqualTo(Arrays.copyOf(before, got.length));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
