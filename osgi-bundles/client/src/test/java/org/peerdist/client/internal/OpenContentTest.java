package org.peerdist.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.peerdist.api.PeerDistError;
import org.peerdist.api.PeerDistException;
import org.peerdist.api.PeerDistStatus.Availability;
import org.peerdist.api.ReadResult;
import org.peerdist.api.RetrievedContent;
import org.peerdist.api.RetrievingSession;
import org.peerdist.api.SourceKind;
import org.peerdist.api.VersionRange;
import org.peerdist.api.spi.StatusSource;
import org.peerdist.client.BlockPeer;
import org.peerdist.client.BlockStore;
import org.peerdist.client.ClientOptions;
import org.peerdist.client.DownloadLog;
import org.peerdist.client.PeerAnswer.Failure;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentTag;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;

/** Retrieved contents with peers that do what they are told. */
class OpenContentTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int LENGTH = 900_001;

  private final TestContent content = TestContent.of(ContentVersion.V1, LENGTH, 4);
  private final MemoryStore store = new MemoryStore();
  private final StatusSource status = new StatusSource(Availability.AVAILABLE, VersionRange.ALL);
  private final DownloadLog log = new DownloadLog();
  private final CountDownLatch blocked = new CountDownLatch(1);
  private RetrievingSession session;

  @AfterEach
  void close() {
    blocked.countDown();
    if (session != null) {
      session.close();
    }
  }

  private RetrievedContent open(Sources sources, byte[] information) throws Exception {
    ClientOptions options = ClientOptions.defaults().withDiscovery(false);
    session = new ContentRetrieval(options, sources, status, log).openSession();
    RetrievedContent opened = session.openContent(ContentTag.NONE);
    opened.addContentInformation(ByteBuffer.wrap(information));
    get(opened.completeContentInformation());
    return opened;
  }

  private RetrievedContent open(BlockStore own, BlockPeer... peers) throws Exception {
    Sources sources =
        Sources.of(ClientOptions.defaults(), own, List.of(peers), List.of(), segments -> List.of());
    return open(sources, content.encoded());
  }

  private ScriptedPeer silent() {
    return ScriptedPeer.failing(
        "silent",
        content,
        request -> {
          blocked.await();
          return ScriptedPeer.fail(Failure.SILENT);
        });
  }

  private static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(30, TimeUnit.SECONDS);
  }

  private static PeerDistError error(CompletableFuture<?> future) throws Exception {
    try {
      Object unused = get(future);
      throw new AssertionError("did not fail");
    } catch (ExecutionException e) {
      assertThat(e.getCause()).isInstanceOf(PeerDistException.class);
      return ((PeerDistException) e.getCause()).error();
    }
  }

  private void assertRight(ReadResult result, long offset, int length) {
    assertThat(result)
        .isEqualTo(
            new ReadResult.Data(offset, ByteBuffer.wrap(content.bytes(), (int) offset, length)));
  }

  @Test
  void close_ofWhatWasRead_isToldToTheLog() throws Exception {
    BlockingQueue<DownloadLog.Entry> told = new LinkedBlockingQueue<>();
    log.addListener(told::add);
    RetrievedContent opened = open(store, ScriptedPeer.good("a", content));
    assertRight(get(opened.read(10, 20, LONG)), 10, 20);
    assertThat(get(opened.addData(0, ByteBuffer.allocate(65_536)))).isZero();
    opened.close();

    DownloadLog.Entry entry = told.poll(30, TimeUnit.SECONDS);
    assertThat(entry.url()).isEqualTo("content, bytes 0 to " + LENGTH);
    assertThat(entry.failed()).isFalse();
    assertThat(entry.fromPeers()).isEqualTo(65_536);
    assertThat(entry.hashBytes()).isEqualTo(content.encoded().length);
    assertThat(entry.why())
        .isEqualTo("read over the API. given by a. 65536 bytes that the program gave were wrong");
    assertThat(log.entries()).containsExactly(entry);
  }

  @Test
  void close_ofWhatNobodyHad_isToldSo() throws Exception {
    BlockingQueue<DownloadLog.Entry> told = new LinkedBlockingQueue<>();
    log.addListener(told::add);
    RetrievedContent opened = open(store);
    assertThat(get(opened.read(10, 20, LONG))).isInstanceOf(ReadResult.Missing.class);
    session.close();

    assertThat(told.poll(30, TimeUnit.SECONDS).why())
        .isEqualTo("read over the API. neither the own cache nor others gave any of it");
  }

  @Test
  void read_partsOfABlock_fetchIt_once() throws Exception {
    ScriptedPeer peer = ScriptedPeer.good("a", content);
    RetrievedContent opened = open(BlockStore.NONE, peer);
    assertRight(get(opened.read(10, 20, LONG)), 10, 20);
    assertRight(get(opened.read(30, 20, LONG)), 30, 20);
    assertRight(get(opened.read(65_000, 1_000, LONG)), 65_000, 536);
    assertRight(get(opened.read(65_536, 464, LONG)), 65_536, 464);
    assertThat(peer.perBlock.values()).allMatch(count -> count.get() == 1);
    assertThat(opened.statistics().fromPeers()).isEqualTo(2 * 65_536);
  }

  @Test
  void read_lastBlock_endsWithTheContent() throws Exception {
    RetrievedContent opened = open(store, ScriptedPeer.good("a", content));
    assertRight(get(opened.read(LENGTH - 5, 1000, LONG)), LENGTH - 5, 5);
    assertThat(get(opened.read(LENGTH, 1, LONG))).isEqualTo(new ReadResult.End());
    assertThat(get(opened.read(Long.MAX_VALUE, 1, LONG))).isEqualTo(new ReadResult.End());
  }

  @Test
  void read_ofWhatComesTooLate_timesOut_andTellsTheRange() throws Exception {
    RetrievedContent opened = open(store, silent());
    assertThat(get(opened.read(70_000, 100_000, Duration.ofMillis(50))))
        .isEqualTo(new ReadResult.Missing(ContentRange.ofEnd(65_536, 196_608), true));
  }

  @Test
  void read_withoutTimeToWait_asksNobody() throws Exception {
    ScriptedPeer peer = ScriptedPeer.good("a", content);
    RetrievedContent opened = open(store, peer);
    assertThat(get(opened.read(0, 65_537, Duration.ZERO)))
        .isEqualTo(new ReadResult.Missing(ContentRange.ofEnd(0, 131_072), false));
    assertThat(peer.requests).hasValue(0);
  }

  @Test
  void read_peersThatLackABlock_tellOnlyThatOne() throws Exception {
    ScriptedPeer peer = ScriptedPeer.keeping("a", content, (segment, index) -> index != 2);
    RetrievedContent opened = open(store, peer);
    List<CompletableFuture<ReadResult>> reads = new ArrayList<>();
    for (int block = 0; block < 5; block++) {
      reads.add(opened.read(block * 65_536L, 65_536, LONG));
    }
    for (int block = 0; block < 5; block++) {
      if (block == 2) {
        assertThat(get(reads.get(block)))
            .isEqualTo(new ReadResult.Missing(ContentRange.ofEnd(131_072, 196_608), false));
      } else {
        assertRight(get(reads.get(block)), block * 65_536L, 65_536);
      }
    }
  }

  @Test
  void read_wrongBytesOfAPeer_areNeverGiven() throws Exception {
    TestContent other = TestContent.of(ContentVersion.V1, LENGTH, 5);
    RetrievedContent opened =
        open(
            store,
            new ScriptedPeer("bad", other.bytes(), (s, i) -> true, n -> Optional.empty()),
            ScriptedPeer.good("good", content));
    assertRight(get(opened.read(0, 65_536, LONG)), 0, 65_536);
  }

  @Test
  void read_missing_isAnsweredWhenItIsAdded() throws Exception {
    RetrievedContent opened = open(store, silent());
    CompletableFuture<ReadResult> read = opened.read(5, 10, LONG);
    assertThat(get(opened.addData(0, ByteBuffer.wrap(content.bytes(), 0, 65_536))))
        .isEqualTo(65_536);
    assertRight(get(read), 5, 10);
  }

  @Test
  void read_whileHostedCachesAreLookedFor_holdsNobodyUp() throws Exception {
    CompletableFuture<Thread> searching = new CompletableFuture<>();
    HostedPeers slow =
        () -> {
          searching.complete(Thread.currentThread());
          blocked.await();
          return List.of(ScriptedPeer.good("hosted", content));
        };
    Sources sources =
        new Sources(
            store,
            List.of(),
            slow,
            segments -> List.of(),
            Offers.NONE,
            Neighbourhood.NONE,
            RateLimit.NONE);
    RetrievedContent opened = open(sources, content.encoded());
    CompletableFuture<ReadResult> waits = opened.read(65_536, 10, LONG);
    assertThat(get(searching).getName()).isEqualTo("peerdist-reads");
    CompletableFuture<ReadResult> known = opened.read(5, 10, LONG);
    get(opened.addData(0, ByteBuffer.wrap(content.bytes(), 0, 65_536)));
    assertRight(get(known), 5, 10);
    assertThat(waits).isNotDone();
    blocked.countDown();
    assertRight(get(waits), 65_536, 10);
  }

  @Test
  void cancelAll_failsWhatIsUnderWay_andNothingElse() throws Exception {
    RetrievedContent opened = open(store, silent());
    CompletableFuture<ReadResult> one = opened.read(0, 10, LONG);
    CompletableFuture<ReadResult> two = opened.readNext(10, LONG);
    CompletableFuture<ReadResult> cancelled = opened.read(0, 10, LONG);
    assertThat(cancelled.cancel(true)).isTrue();
    opened.cancelAll();
    assertThat(error(one)).isEqualTo(PeerDistError.OPERATION_ABORTED);
    assertThat(error(two)).isEqualTo(PeerDistError.OPERATION_ABORTED);
    assertThat(one.cancel(true)).as("there is no such operation").isFalse();
    assertThat(get(opened.addData(0, ByteBuffer.wrap(content.bytes(), 0, 65_536)))).isPositive();
    assertRight(get(opened.readNext(10, LONG)), 0, 10);
  }

  @Test
  void close_orAnotherStatus_failsWhatIsUnderWay() throws Exception {
    RetrievedContent opened = open(store, silent());
    CompletableFuture<ReadResult> read = opened.read(0, 10, LONG);
    status.change(Availability.UNAVAILABLE);
    assertThat(error(read)).isEqualTo(PeerDistError.INVALIDATED);
    status.change(Availability.AVAILABLE);
    RetrievedContent again = session.openContent(ContentTag.NONE);
    again.addContentInformation(ByteBuffer.wrap(content.encoded()));
    get(again.completeContentInformation());
    CompletableFuture<ReadResult> second = again.read(0, 10, LONG);
    session.close();
    assertThat(error(second)).isEqualTo(PeerDistError.OPERATION_ABORTED);
    assertThat(error(again.cached(0))).isEqualTo(PeerDistError.INVALID_HANDLE);
    assertThatExceptionOfType(PeerDistException.class)
        .isThrownBy(() -> again.addContentInformation(ByteBuffer.allocate(1)))
        .satisfies(e -> assertThat(e.error()).isEqualTo(PeerDistError.INVALID_HANDLE));
  }

  @Test
  void readNext_severalAtOnce_areInOrder() throws Exception {
    RetrievedContent opened = open(store, ScriptedPeer.good("a", content));
    List<CompletableFuture<ReadResult>> reads = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      reads.add(opened.readNext(100_000, LONG));
    }
    long at = 0;
    for (CompletableFuture<ReadResult> read : reads) {
      if (at < LENGTH) {
        int length = (int) Math.min(65_536, LENGTH - at);
        assertRight(get(read), at, length);
        at += length;
      } else {
        assertThat(get(read)).isEqualTo(new ReadResult.End());
      }
    }
  }

  @Test
  void readNext_cancelled_holdsNobodyUp_andDoesNotGoOn() throws Exception {
    RetrievedContent opened = open(store, silent());
    CompletableFuture<ReadResult> cancelled = opened.readNext(10, Duration.ofHours(1));
    assertThat(cancelled.cancel(true)).isTrue();
    assertThat(get(opened.readNext(10, Duration.ofMillis(50))))
        .isEqualTo(new ReadResult.Missing(ContentRange.ofEnd(0, 65_536), true));
  }

  @Test
  void contentInformation_ofTwoRanges_describesBoth() throws Exception {
    ContentInformation whole = content.information();
    byte[] front = encode(whole, ContentRange.ofEnd(0, 400_000));
    byte[] back = encode(whole, ContentRange.ofEnd(400_000, LENGTH));
    Sources sources =
        Sources.of(ClientOptions.defaults(), store, List.of(), List.of(), segments -> List.of());
    RetrievedContent opened = open(sources, front);
    assertThat(get(opened.addData(0, ByteBuffer.wrap(content.bytes())))).isEqualTo(458_752);
    assertThat(get(opened.read(400_000, 1, LONG))).isEqualTo(new ReadResult.End());
    opened.addContentInformation(ByteBuffer.wrap(back));
    assertThat(get(opened.completeContentInformation()))
        .isEqualTo(ContentRange.ofEnd(400_000, LENGTH));
    assertThat(store.bytes()).as("what was held is verified now").isEqualTo(LENGTH);
    assertRight(get(opened.read(800_000, 1, LONG)), 800_000, 1);
  }

  private static byte[] encode(ContentInformation whole, ContentRange part) {
    ByteBuffer encoded = whole.encode(part);
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    return bytes;
  }

  @Test
  void version2_isReadTheSameWay() throws Exception {
    TestContent other = TestContent.of(ContentVersion.V2, LENGTH, 6);
    Sources sources =
        Sources.of(
            ClientOptions.defaults(),
            BlockStore.NONE,
            List.of(),
            List.of(ScriptedPeer.good("hosted", other)),
            segments -> List.of());
    RetrievedContent opened = open(sources, other.encoded());
    ByteBuffer all = ByteBuffer.allocate(LENGTH);
    while (get(opened.readNext(1 << 20, LONG)) instanceof ReadResult.Data data) {
      all.put(data.bytes());
    }
    assertThat(all.array()).isEqualTo(other.bytes());
    assertThat(opened.statistics().fromHostedCaches()).isEqualTo(LENGTH);
    assertThat(error(opened.addData(LENGTH, ByteBuffer.allocate(1))))
        .isEqualTo(PeerDistError.OUT_OF_BOUNDS);
  }

  @Test
  void read_bugOfAPeer_isToldAsAFailure() throws Exception {
    BlockPeer broken =
        ScriptedPeer.failing(
            "bug",
            content,
            request -> {
              throw new IllegalStateException("a bug");
            });
    RetrievedContent opened = open(store, broken);
    CompletableFuture<ReadResult> read = opened.read(0, 1, LONG);
    assertThat(read)
        .failsWithin(LONG)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(IOException.class);
  }

  /** Machines that answer with the segments that they have. */
  private record Around(List<Function<List<Segment>, List<Segment>>> machines)
      implements Neighbourhood {
    @Override
    public Optional<String> ownService() {
      return Optional.empty();
    }

    @Override
    public void ask(
        List<Segment> segments,
        Optional<CrowdSigns> signs,
        Duration patience,
        BiConsumer<Neighbour, Set<SegmentId>> listener) {
      for (int i = 0; i < machines.size(); i++) {
        Set<SegmentId> held = new HashSet<>();
        machines.get(i).apply(segments).forEach(segment -> held.add(segment.id()));
        CachePeer peer = new CachePeer(BlockStore.NONE);
        listener.accept(new Neighbour("machine " + i, SourceKind.DISCOVERED_PEER, peer), held);
      }
    }
  }

  private boolean isCrowd(int seeds, int others) throws Exception {
    TestContent many = TestContent.of(ContentVersion.V2, 2_000_000, 6);
    List<Function<List<Segment>, List<Segment>>> machines = new ArrayList<>();
    for (int i = 0; i < seeds; i++) {
      machines.add(all -> all);
    }
    for (int i = 0; i < others; i++) {
      machines.add(all -> all.subList(0, 1));
    }
    Sources sources =
        new Sources(
            store,
            List.of(),
            List::of,
            segments -> List.of(),
            Offers.NONE,
            new Around(machines),
            RateLimit.NONE);
    return get(open(sources, many.encoded()).isFlashCrowd());
  }

  @Test
  void isFlashCrowd_whereManyHaveParts() throws Exception {
    assertThat(isCrowd(10, FlashCrowd.CROWD - 1)).isFalse();
    assertThat(isCrowd(1, FlashCrowd.CROWD)).isTrue();
  }
}
