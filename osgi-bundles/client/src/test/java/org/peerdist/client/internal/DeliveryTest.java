package org.peerdist.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.peerdist.api.ContentDelivery;
import org.peerdist.api.ContentMismatchException;
import org.peerdist.api.ContentOrigin;
import org.peerdist.api.DeliveredData;
import org.peerdist.api.PeerDistError;
import org.peerdist.api.PeerDistException;
import org.peerdist.api.PeerDistStatus.Availability;
import org.peerdist.api.RetrievedContent;
import org.peerdist.api.RetrievingSession;
import org.peerdist.api.SourceKind;
import org.peerdist.api.VersionRange;
import org.peerdist.api.Waiting;
import org.peerdist.api.spi.StatusSource;
import org.peerdist.client.BlockPeer;
import org.peerdist.client.ClientOptions;
import org.peerdist.client.DownloadLog;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentTag;
import org.peerdist.content.ContentVersion;

/** Contents that are delivered to a user of the API, with an origin of the user's own. */
@Timeout(30)
class DeliveryTest {
  private static final int LENGTH = (2 << 20) + 321;

  private TestContent content = TestContent.of(ContentVersion.V1, LENGTH, 5);
  private final MemoryStore store = new MemoryStore();
  private final ConcurrentLinkedQueue<ContentRange> asked = new ConcurrentLinkedQueue<>();
  private final Map<SourceKind, Long> sources = new ConcurrentHashMap<>();
  private final CountDownLatch blocked = new CountDownLatch(1);
  private RetrievingSession session;

  @AfterEach
  void close() {
    blocked.countDown();
    session.close();
  }

  private RetrievedContent open(BlockPeer... peers) throws IOException, InterruptedException {
    ClientOptions options = ClientOptions.defaults().withDiscovery(false);
    StatusSource status = new StatusSource(Availability.AVAILABLE, VersionRange.ALL);
    Sources all = Sources.of(options, store, List.of(peers), List.of(), segments -> List.of());
    session = new ContentRetrieval(options, all, status, new DownloadLog()).openSession();
    RetrievedContent opened = session.openContent(ContentTag.NONE);
    opened.addContentInformation(ByteBuffer.wrap(content.encoded()));
    Waiting.get(opened.completeContentInformation());
    return opened;
  }

  private ContentRange all() {
    return ContentRange.ofLength(0, LENGTH);
  }

  private InputStream stream(ContentRange range) {
    asked.add(range);
    return new ByteArrayInputStream(content.bytes(), (int) range.start(), (int) range.length());
  }

  private byte[] deliver(RetrievedContent opened, ContentRange range, ContentOrigin origin)
      throws IOException, InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ContentDelivery delivery = opened.deliver(range, origin)) {
      Optional<DeliveredData> next = delivery.next();
      while (next.isPresent()) {
        DeliveredData data = next.get();
        assertThat(data.offset()).isEqualTo(range.start() + out.size());
        sources.merge(data.source(), (long) data.bytes().remaining(), Long::sum);
        Channels.newChannel(out).write(data.bytes());
        next = delivery.next();
      }
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @EnumSource
  void deliver_whatNobodyHas_comesFromTheOriginInOneRange(ContentVersion version) throws Exception {
    content = TestContent.of(version, LENGTH, 5);
    assertThat(deliver(open(), all(), this::stream)).isEqualTo(content.bytes());
    assertThat(asked).containsExactly(all());
    assertThat(sources).containsOnly(Map.entry(SourceKind.ORIGIN, (long) LENGTH));
  }

  @Test
  void deliver_peerWithHalf_takesTheOtherHalfFromTheOriginInOrder() throws Exception {
    BlockPeer half = ScriptedPeer.keeping("half", content, (s, i) -> i % 2 == 0);
    RetrievedContent opened = open(half);
    assertThat(deliver(opened, all(), this::stream)).isEqualTo(content.bytes());
    assertThat(sources).containsOnlyKeys(SourceKind.NAMED_PEER, SourceKind.ORIGIN);
    assertThat(opened.peerBytes()).containsEntry("half", sources.get(SourceKind.NAMED_PEER));
    assertThat(opened.statistics().added()).isEqualTo(sources.get(SourceKind.ORIGIN));
  }

  @Test
  void deliver_again_comesFromTheOwnCache() throws Exception {
    RetrievedContent opened = open();
    deliver(opened, all(), this::stream);
    sources.clear();
    ContentOrigin none =
        range -> {
          throw new AssertionError("all of it is in the own cache");
        };
    assertThat(deliver(opened, all(), none)).isEqualTo(content.bytes());
    assertThat(sources).containsOnlyKeys(SourceKind.CACHE);
  }

  @ParameterizedTest
  @EnumSource
  void deliver_partOfAContent_isExactlyThatPart(ContentVersion version) throws Exception {
    content = TestContent.of(version, LENGTH, 5);
    RetrievedContent opened = open();
    for (int[] part : new int[][] {{100_000, 100_001}, {70_000, 1_000_000}, {5, LENGTH - 5}}) {
      ContentRange range = ContentRange.ofEnd(part[0], part[1]);
      assertThat(deliver(opened, range, this::stream))
          .isEqualTo(Arrays.copyOfRange(content.bytes(), part[0], part[1]));
    }
    assertThat(asked).allMatch(range -> all().contains(range));
    assertThat(asked.stream().mapToLong(ContentRange::length).sum()).isEqualTo(LENGTH);
  }

  @Test
  void deliver_streamsThatBreak_goOnWhereTheyWere() throws Exception {
    AtomicInteger breaks = new AtomicInteger();
    ContentOrigin weak =
        range -> {
          InputStream whole = stream(range);
          boolean last = breaks.incrementAndGet() == 4;
          return last ? whole : new ByteArrayInputStream(whole.readNBytes(500_000));
        };
    assertThat(deliver(open(), all(), weak)).isEqualTo(content.bytes());
    assertThat(asked.stream().map(ContentRange::start))
        .containsExactly(0L, 7 * 65_536L, 14 * 65_536L, 21 * 65_536L);
  }

  @Test
  void deliver_originThatCanNotRecover_failsAtOnceWithItsReason() throws Exception {
    ContentOrigin dead =
        new ContentOrigin() {
          @Override
          public InputStream open(ContentRange range) throws IOException {
            asked.add(range);
            throw new EOFException("gone for good");
          }

          @Override
          public boolean mayRecover(IOException reason) {
            return false;
          }
        };
    RetrievedContent opened = open();
    assertThatThrownBy(() -> deliver(opened, all(), dead))
        .isInstanceOf(EOFException.class)
        .hasMessage("gone for good");
    assertThat(asked).hasSize(1);
  }

  @Test
  void deliver_originWithOtherBytes_isAMismatchAfterWhatIsRight() throws Exception {
    content.bytes()[700_000] ^= 1;
    RetrievedContent opened = open();
    assertThatExceptionOfType(ContentMismatchException.class)
        .isThrownBy(() -> deliver(opened, all(), this::stream))
        .withMessageContaining("655360 to 720896");
    assertThat(sources.getOrDefault(SourceKind.ORIGIN, 0L)).isLessThanOrEqualTo(655_360);
  }

  @Test
  void deliver_moreThanIsDescribed_isRefused() throws Exception {
    RetrievedContent opened = open();
    for (ContentRange range :
        List.of(ContentRange.ofLength(LENGTH, 1), ContentRange.ofLength(LENGTH - 1, 2))) {
      assertThatExceptionOfType(PeerDistException.class)
          .isThrownBy(() -> opened.deliver(range, this::stream))
          .satisfies(e -> assertThat(e.error()).isEqualTo(PeerDistError.OUT_OF_BOUNDS));
    }
  }

  private InputStream never(ContentRange range) throws InterruptedException {
    blocked.await();
    return stream(range);
  }

  private void assertAborts(RetrievedContent opened, Runnable end) throws Exception {
    try (ContentDelivery delivery = opened.deliver(all(), this::never)) {
      var waiting = Executors.newSingleThreadExecutor();
      var result = waiting.submit(delivery::next);
      end.run();
      assertThat(result)
          .failsWithin(30, TimeUnit.SECONDS)
          .withThrowableThat()
          .havingCause()
          .isInstanceOf(PeerDistException.class)
          .satisfies(
              e ->
                  assertThat(((PeerDistException) e).error())
                      .isEqualTo(PeerDistError.OPERATION_ABORTED));
      waiting.shutdown();
    }
  }

  @Test
  void next_contentIsClosed_isAborted() throws Exception {
    RetrievedContent opened = open();
    assertAborts(opened, opened::close);
  }

  @Test
  void next_allIsCancelled_isAborted_andOthersCanCome() throws Exception {
    RetrievedContent opened = open();
    assertAborts(opened, opened::cancelAll);
    assertThat(deliver(opened, all(), this::stream)).isEqualTo(content.bytes());
  }

  @Test
  void next_afterTheClose_isAborted() throws Exception {
    ContentDelivery delivery = open().deliver(all(), this::stream);
    delivery.close();
    assertThatExceptionOfType(PeerDistException.class).isThrownBy(delivery::next);
    assertThat(asked).isEmpty();
  }

  @Test
  void deliver_closedContent_isRefused() throws Exception {
    RetrievedContent opened = open();
    opened.close();
    assertThatExceptionOfType(PeerDistException.class)
        .isThrownBy(() -> opened.deliver(all(), this::stream))
        .satisfies(e -> assertThat(e.error()).isEqualTo(PeerDistError.INVALID_HANDLE));
  }
}
