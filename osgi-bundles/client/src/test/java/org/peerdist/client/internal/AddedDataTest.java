package org.peerdist.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.peerdist.api.PeerDistStatus.Availability;
import org.peerdist.api.RetrievedContent;
import org.peerdist.api.RetrievingSession;
import org.peerdist.api.VersionRange;
import org.peerdist.api.Waiting;
import org.peerdist.api.spi.StatusSource;
import org.peerdist.client.ClientOptions;
import org.peerdist.client.DownloadLog;
import org.peerdist.content.ContentTag;
import org.peerdist.content.ContentVersion;

/** Bytes of a content that its user gives. */
@Timeout(30)
class AddedDataTest {
  private static final int LENGTH = 900_001;
  private static final int PIECE = 7_001;

  private final MemoryStore store = new MemoryStore();
  private TestContent content = TestContent.of(ContentVersion.V1, LENGTH, 4);
  private RetrievingSession session;
  private RetrievedContent opened;

  @BeforeEach
  void open() throws IOException {
    ClientOptions options = ClientOptions.defaults().withDiscovery(false);
    Sources sources = Sources.of(options, store, List.of(), List.of(), segments -> List.of());
    StatusSource status = new StatusSource(Availability.AVAILABLE, VersionRange.ALL);
    session = new ContentRetrieval(options, sources, status, new DownloadLog()).openSession();
    opened = session.openContent(ContentTag.NONE);
  }

  @AfterEach
  void close() {
    session.close();
  }

  private void describe() throws IOException, InterruptedException {
    opened.addContentInformation(ByteBuffer.wrap(content.encoded()));
    Waiting.get(opened.completeContentInformation());
  }

  private static List<Integer> pieces() {
    List<Integer> pieces = new ArrayList<>();
    for (int at = 0; at < LENGTH; at += PIECE) {
      pieces.add(at);
    }
    Collections.shuffle(pieces, new Random(1));
    return pieces;
  }

  private CompletableFuture<Long> add(int at) {
    int length = Math.min(PIECE, LENGTH - at);
    return opened.addData(at, ByteBuffer.wrap(content.bytes(), at, length));
  }

  @Test
  void addData_inSmallPiecesOfAnyOrder_isVerifiedWhenABlockIsWhole() throws Exception {
    describe();
    long verified = 0;
    for (int at : pieces()) {
      verified += Waiting.get(add(at));
    }
    assertThat(verified).isEqualTo(LENGTH);
    assertThat(store.bytes()).isEqualTo(LENGTH);
    assertThat(opened.statistics().held()).isZero();
    assertThat(Waiting.get(opened.cached(17))).isEqualTo(LENGTH - 17);
  }

  @ParameterizedTest
  @EnumSource
  void addData_allAtOnceWhileTheHashesCome_isVerified(ContentVersion version) throws Exception {
    content = TestContent.of(version, LENGTH, 4);
    List<CompletableFuture<Long>> underWay = new ArrayList<>();
    List<Integer> pieces = pieces();
    pieces.subList(0, 60).forEach(at -> underWay.add(add(at)));
    opened.addContentInformation(ByteBuffer.wrap(content.encoded()));
    underWay.add(opened.completeContentInformation().thenApply(range -> 0L));
    pieces.subList(60, pieces.size()).forEach(at -> underWay.add(add(at)));
    for (CompletableFuture<Long> one : underWay) {
      Waiting.get(one);
    }
    assertThat(store.bytes()).isEqualTo(LENGTH);
    assertThat(opened.statistics().added()).isEqualTo(LENGTH);
    assertThat(opened.statistics().held()).isZero();
    assertThat(opened.statistics().rejected()).isZero();
  }

  @Test
  void addData_wrongBytes_areDroppedAndCounted() throws Exception {
    describe();
    byte[] wrong = content.bytes().clone();
    wrong[70_000] ^= 1;
    assertThat(Waiting.get(opened.addData(0, ByteBuffer.wrap(wrong)))).isEqualTo(LENGTH - 65_536);
    assertThat(opened.statistics().rejected()).isEqualTo(65_536);
    assertThat(Waiting.get(opened.cached(0))).isEqualTo(65_536);
  }
}
