package org.peerdist.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.api.ContentId;
import org.peerdist.api.ContentInformationReader;
import org.peerdist.api.Owner;
import org.peerdist.api.PeerDistError;
import org.peerdist.api.PeerDistException;
import org.peerdist.api.PublishOptions;
import org.peerdist.api.PublishingSession;
import org.peerdist.api.PublishingStream;
import org.peerdist.api.ReadResult;
import org.peerdist.api.RetrievedContent;
import org.peerdist.api.RetrievingSession;
import org.peerdist.api.VersionRange;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentTag;

/** A publisher and two peers, with a session at each: for tests of the API. */
abstract class ApiFixture {
  static final ContentId ID = ContentId.of("/installer.bin");
  static final ContentTag TAG = ContentTag.ofName("api test");
  static final int LENGTH = 1_000_000;
  static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;
  final byte[] content = new byte[LENGTH];
  TwoPeers peers;
  PublishingSession publishing;
  RetrievingSession first;
  RetrievingSession second;

  @BeforeEach
  void open() throws Exception {
    new Random(3).nextBytes(content);
    peers = new TwoPeers(folder);
    publishing = peers.publisher.openSession(Owner.SHARED);
    first = peers.first.openSession();
    second = peers.second.openSession();
  }

  @AfterEach
  void close() throws Exception {
    second.close();
    first.close();
    publishing.close();
    peers.close();
  }

  static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(30, TimeUnit.SECONDS);
  }

  static PeerDistError error(Callable<?> action) throws Exception {
    try {
      Object unused = action.call();
    } catch (PeerDistException e) {
      return e.error();
    } catch (ExecutionException e) {
      assertThat(e.getCause()).isInstanceOf(PeerDistException.class);
      return ((PeerDistException) e.getCause()).error();
    }
    throw new AssertionError("did not fail");
  }

  void publish() throws Exception {
    try (PublishingStream stream = publishing.publish(ID, PublishOptions.DEFAULT)) {
      get(stream.add(ByteBuffer.wrap(content)));
      get(stream.complete());
    }
  }

  byte[] information(Optional<ContentRange> range, VersionRange versions) throws IOException {
    try (ContentInformationReader reader = publishing.openContentInformation(ID, range, versions)) {
      return Channels.newInputStream(reader).readAllBytes();
    }
  }

  byte[] information() throws IOException {
    return information(Optional.empty(), VersionRange.ALL);
  }

  static ContentRange describe(RetrievedContent opened, byte[] information) throws Exception {
    opened.addContentInformation(ByteBuffer.wrap(information));
    return get(opened.completeContentInformation());
  }

  RetrievedContent openContent(RetrievingSession session) throws Exception {
    RetrievedContent opened = session.openContent(TAG);
    describe(opened, information());
    return opened;
  }

  /** The first peer has all of it from the origin. */
  RetrievedContent seeded() throws Exception {
    publish();
    RetrievedContent seed = openContent(first);
    assertThat(get(seed.addData(0, ByteBuffer.wrap(content)))).isEqualTo(LENGTH);
    return seed;
  }

  void assertRight(ReadResult result, long offset) {
    assertThat(result).isInstanceOf(ReadResult.Data.class);
    ReadResult.Data data = (ReadResult.Data) result;
    assertThat(data.offset()).isEqualTo(offset);
    assertThat(data.bytes())
        .isEqualTo(ByteBuffer.wrap(content, (int) offset, data.bytes().remaining()));
    assertThat(data.bytes().hasRemaining()).isTrue();
  }
}
