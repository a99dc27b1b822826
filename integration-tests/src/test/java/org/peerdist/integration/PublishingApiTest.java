package org.peerdist.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.peerdist.api.ContentId;
import org.peerdist.api.ContentInformationReader;
import org.peerdist.api.Owner;
import org.peerdist.api.PeerDistError;
import org.peerdist.api.PublishOptions;
import org.peerdist.api.PublishingSession;
import org.peerdist.api.PublishingStream;
import org.peerdist.api.ReadResult;
import org.peerdist.api.RetrievedContent;
import org.peerdist.api.VersionRange;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentVersion;

/** The functions of servers, each in a test that is named by it. */
class PublishingApiTest extends ApiFixture {
  @Test
  void peerDistServerPublishStream_isPrivateToTheOwner_andRefusesASecondOne() throws Exception {
    publish();
    assertThat(error(() -> publishing.publish(ID, PublishOptions.DEFAULT)))
        .isEqualTo(PeerDistError.ALREADY_EXISTS);
    Owner owner = new Owner(ContentId.of("somebody else").value());
    try (PublishingSession other = peers.publisher.openSession(owner)) {
      other.publish(ID, PublishOptions.DEFAULT.withLength(1)).close();
    }
  }

  @Test
  void peerDistServerPublishAddToStream_takesBytesInAnyPieces_upToTheLength() throws Exception {
    PublishOptions options = PublishOptions.DEFAULT.withLength(LENGTH);
    try (PublishingStream stream = publishing.publish(ID, options)) {
      for (int at = 0; at < LENGTH; at += 250_000) {
        get(stream.add(ByteBuffer.wrap(content, at, 250_000)));
      }
      assertThat(error(() -> get(stream.add(ByteBuffer.allocate(1)))))
          .isEqualTo(PeerDistError.OUT_OF_BOUNDS);
    }
  }

  @Test
  void peerDistServerPublishCompleteStream_makesTheContentInformation() throws Exception {
    try (PublishingStream stream = publishing.publish(ID, PublishOptions.DEFAULT)) {
      get(stream.add(ByteBuffer.wrap(content)));
      assertThat(error(this::information)).isEqualTo(PeerDistError.NOT_FOUND);
      assertThat(get(stream.complete()).length()).isEqualTo(LENGTH);
      assertThat(information()).isNotEmpty();
    }
    assertThat(information()).isNotEmpty();
  }

  @Test
  void peerDistServerCloseStreamHandle_beforeTheEnd_abandons() throws Exception {
    PublishingStream stream = publishing.publish(ID, PublishOptions.DEFAULT);
    get(stream.add(ByteBuffer.wrap(content)));
    stream.close();
    assertThat(publishing.publications()).isEmpty();
    publish();
  }

  @Test
  void peerDistServerUnpublish_removesThePublication() throws Exception {
    publish();
    publishing.unpublish(ID);
    assertThat(error(this::information)).isEqualTo(PeerDistError.NOT_FOUND);
    assertThat(
            error(
                () -> {
                  publishing.unpublish(ID);
                  return null;
                }))
        .isEqualTo(PeerDistError.NOT_FOUND);
  }

  @Test
  void peerDistServerOpenContentInformation_ofARange_isSmaller_andEnough() throws Exception {
    RetrievedContent seed = seeded();
    ContentRange range = ContentRange.ofEnd(400_000, 600_000);
    byte[] part = information(Optional.of(range), VersionRange.ALL);
    assertThat(part.length).isLessThan(information().length);
    try (RetrievedContent opened = second.openContent(TAG)) {
      assertThat(describe(opened, part)).isEqualTo(range);
      assertRight(get(opened.read(400_000, 1000, SOON)), 400_000);
      assertThat(get(opened.read(399_999, 1, SOON))).isEqualTo(new ReadResult.End());
      assertThat(get(opened.read(600_000, 1, SOON))).isEqualTo(new ReadResult.End());
    }
    seed.close();
  }

  @Test
  void peerDistServerOpenContentInformationEx_givesTheVersionThatIsWanted() throws Exception {
    seeded();
    for (ContentVersion version : ContentVersion.values()) {
      byte[] encoded = information(Optional.empty(), VersionRange.of(version));
      assertThat(encoded[1]).isEqualTo((byte) version.number());
    }
  }

  @Test
  void peerDistServerRetrieveContentInformation_readsItInPieces() throws Exception {
    publish();
    byte[] expected = information();
    try (ContentInformationReader reader =
        publishing.openContentInformation(ID, Optional.empty(), VersionRange.ALL)) {
      ByteBuffer all = ByteBuffer.allocate(reader.length());
      ByteBuffer piece = ByteBuffer.allocate(100);
      while (reader.read(piece.clear()) >= 0) {
        all.put(piece.flip());
      }
      assertThat(all.array()).isEqualTo(expected);
    }
  }

  @Test
  void peerDistServerCloseContentInformation_endsReading() throws Exception {
    publish();
    ContentInformationReader reader =
        publishing.openContentInformation(ID, Optional.empty(), VersionRange.ALL);
    reader.close();
    assertThat(reader.isOpen()).isFalse();
    assertThat(error(() -> reader.read(ByteBuffer.allocate(1))))
        .isEqualTo(PeerDistError.INVALID_HANDLE);
  }

  @Test
  void peerDistServerCancelAsyncOperation_ofWhatIsDone_isFalse() throws Exception {
    try (PublishingStream stream = publishing.publish(ID, PublishOptions.DEFAULT)) {
      CompletableFuture<Void> add = stream.add(ByteBuffer.wrap(content));
      get(add);
      assertThat(add.cancel(true)).isFalse();
      assertThat(get(stream.complete()).length()).isEqualTo(LENGTH);
    }
  }

  @Test
  void peerDistServerCancelAsyncOperation_ofWhatWaits_leavesAHole() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    try (PublishingStream stream = publishing.publish(ID, PublishOptions.DEFAULT)) {
      hold(stream, cancelled);
      CompletableFuture<Void> waiting = stream.add(ByteBuffer.wrap(content));
      assertThat(waiting.cancel(true)).isTrue();
      cancelled.countDown();
      assertThat(error(() -> get(stream.complete()))).isEqualTo(PeerDistError.OPERATION_ABORTED);
    } finally {
      cancelled.countDown();
    }
  }

  /** Has the thread that does a stream's operations wait at the end of one of them. */
  private void hold(PublishingStream stream, CountDownLatch until) {
    Thread here = Thread.currentThread();
    boolean[] late = new boolean[1];
    do {
      late[0] = false;
      var unused =
          stream
              .add(ByteBuffer.wrap(content))
              .thenRun(
                  () -> {
                    // Who comes when it is done already does it here.
                    if (Thread.currentThread() == here) {
                      late[0] = true;
                    } else {
                      awaitQuietly(until);
                    }
                  });
    } while (late[0]);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
