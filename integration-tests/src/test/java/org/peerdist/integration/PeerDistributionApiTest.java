package org.peerdist.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.api.ContentId;
import org.peerdist.api.ContentInformationReader;
import org.peerdist.api.Owner;
import org.peerdist.api.PeerDistError;
import org.peerdist.api.PeerDistException;
import org.peerdist.api.PeerDistStatus;
import org.peerdist.api.PeerDistStatus.Availability;
import org.peerdist.api.PublishOptions;
import org.peerdist.api.PublishingSession;
import org.peerdist.api.PublishingStream;
import org.peerdist.api.ReadResult;
import org.peerdist.api.RetrievedContent;
import org.peerdist.api.RetrievingSession;
import org.peerdist.api.VersionRange;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentTag;
import org.peerdist.content.ContentVersion;

/** A test for each row of the API's table, named by the function that it takes the place of. */
class PeerDistributionApiTest {
  private static final Path TABLE =
      Path.of("../osgi-bundles/api/src/main/java/org/peerdist/api/package-info.java");
  private static final ContentId ID = ContentId.of("/installer.bin");
  private static final ContentTag TAG = ContentTag.ofName("api test");
  private static final int LENGTH = 1_000_000;
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private final byte[] content = new byte[LENGTH];
  private TwoPeers peers;
  private PublishingSession publishing;
  private RetrievingSession first;
  private RetrievingSession second;

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

  private static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(30, TimeUnit.SECONDS);
  }

  private static PeerDistError error(Callable<?> action) throws Exception {
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

  private void publish() throws Exception {
    try (PublishingStream stream = publishing.publish(ID, PublishOptions.DEFAULT)) {
      get(stream.add(ByteBuffer.wrap(content)));
      get(stream.complete());
    }
  }

  private byte[] information(Optional<ContentRange> range, VersionRange versions)
      throws IOException {
    try (ContentInformationReader reader = publishing.openContentInformation(ID, range, versions)) {
      return Channels.newInputStream(reader).readAllBytes();
    }
  }

  private byte[] information() throws IOException {
    return information(Optional.empty(), VersionRange.ALL);
  }

  private static ContentRange describe(RetrievedContent opened, byte[] information)
      throws Exception {
    opened.addContentInformation(ByteBuffer.wrap(information));
    return get(opened.completeContentInformation());
  }

  private RetrievedContent openContent(RetrievingSession session) throws Exception {
    RetrievedContent opened = session.openContent(TAG);
    describe(opened, information());
    return opened;
  }

  /** The first peer has all of it from the origin. */
  private RetrievedContent seeded() throws Exception {
    publish();
    RetrievedContent seed = openContent(first);
    assertThat(get(seed.addData(0, ByteBuffer.wrap(content)))).isEqualTo(LENGTH);
    return seed;
  }

  private void assertRight(ReadResult result, long offset) {
    assertThat(result).isInstanceOf(ReadResult.Data.class);
    ReadResult.Data data = (ReadResult.Data) result;
    assertThat(data.offset()).isEqualTo(offset);
    assertThat(data.bytes())
        .isEqualTo(ByteBuffer.wrap(content, (int) offset, data.bytes().remaining()));
    assertThat(data.bytes().hasRemaining()).isTrue();
  }

  private static List<PeerDistStatus> listen(
      Flow.Publisher<PeerDistStatus> changes, List<Flow.Subscription> subscriptions) {
    List<PeerDistStatus> heard = new ArrayList<>();
    changes.subscribe(
        new Flow.Subscriber<>() {
          @Override
          public void onSubscribe(Flow.Subscription subscription) {
            subscriptions.add(subscription);
            subscription.request(Long.MAX_VALUE);
          }

          @Override
          public void onNext(PeerDistStatus status) {
            heard.add(status);
          }

          @Override
          public void onError(Throwable reason) {
            throw new AssertionError(reason);
          }

          @Override
          public void onComplete() {
            heard.add(null);
          }
        });
    return heard;
  }

  @Test
  void table_hasATestForEachOfThe28Functions() throws Exception {
    String table = Files.readString(TABLE, StandardCharsets.UTF_8);
    Matcher rows = Pattern.compile("<tr><td>(PeerDist\\w+)</td>").matcher(table);
    List<String> functions = rows.results().map(row -> row.group(1)).toList();
    assertThat(functions).hasSize(28).doesNotHaveDuplicates();
    List<String> tests =
        Stream.of(getClass().getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Test.class))
            .map(method -> method.getName().replaceFirst("_.*", ""))
            .toList();
    assertThat(tests)
        .containsAll(functions.stream().map(f -> f.replace("PeerDist", "peerDist")).toList());
  }

  @Test
  void peerDistStartup_opensIndependentSessions() throws Exception {
    try (RetrievingSession other = peers.second.openSession()) {
      second.close();
      other.openContent(TAG).close();
      assertThat(error(() -> second.openContent(TAG))).isEqualTo(PeerDistError.INVALID_HANDLE);
    }
  }

  @Test
  void peerDistShutdown_endsPublicationsAndOperations() throws Exception {
    publish();
    RetrievedContent opened = openContent(second);
    publishing.close();
    second.close();
    try (PublishingSession again = peers.publisher.openSession(Owner.SHARED)) {
      assertThat(again.publications()).isEmpty();
    }
    assertThat(error(() -> get(opened.read(0, 1, SOON)))).isEqualTo(PeerDistError.INVALID_HANDLE);
  }

  @Test
  void peerDistGetStatus_isThatOfTheService() throws Exception {
    assertThat(second.status().availability()).isEqualTo(Availability.AVAILABLE);
    peers.status.change(Availability.UNAVAILABLE);
    assertThat(publishing.status().availability()).isEqualTo(Availability.UNAVAILABLE);
    assertThat(error(() -> second.openContent(TAG))).isEqualTo(PeerDistError.SERVICE_UNAVAILABLE);
  }

  @Test
  void peerDistGetStatusEx_tellsTheVersions() {
    assertThat(second.status().versions()).isEqualTo(VersionRange.ALL);
  }

  @Test
  void peerDistRegisterForStatusChangeNotification_tellsChanges_andHandlesDie() throws Exception {
    publish();
    RetrievedContent opened = openContent(second);
    List<PeerDistStatus> heard = listen(second.statusChanges(), new ArrayList<>());
    peers.status.change(Availability.DISABLED);
    peers.status.change(Availability.AVAILABLE);
    assertThat(heard)
        .extracting(PeerDistStatus::availability)
        .containsExactly(Availability.AVAILABLE, Availability.DISABLED, Availability.AVAILABLE);
    assertThat(error(() -> get(opened.read(0, 1, SOON)))).isEqualTo(PeerDistError.INVALIDATED);
    opened.close();
  }

  @Test
  void peerDistRegisterForStatusChangeNotificationEx_tellsTheVersionsToo() {
    assertThat(listen(publishing.statusChanges(), new ArrayList<>()))
        .containsExactly(new PeerDistStatus(Availability.AVAILABLE, VersionRange.ALL));
  }

  @Test
  void peerDistUnregisterForStatusChangeNotification_endsThem() {
    List<Flow.Subscription> subscriptions = new ArrayList<>();
    List<PeerDistStatus> heard = listen(second.statusChanges(), subscriptions);
    subscriptions.get(0).cancel();
    peers.status.change(Availability.DISABLED);
    second.close();
    assertThat(heard).hasSize(1);
  }

  @Test
  void peerDistGetOverlappedResult_isTheFuture() throws Exception {
    seeded();
    CompletableFuture<ReadResult> read = openContent(second).read(0, 100, SOON);
    assertRight(get(read), 0);
    assertThat(read).isDone();
  }

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
      CompletableFuture<?> waiting = stream.add(ByteBuffer.wrap(content));
      boolean cancelled = waiting.cancel(true);
      if (cancelled) {
        assertThat(error(() -> get(stream.complete()))).isEqualTo(PeerDistError.OPERATION_ABORTED);
      }
    }
  }

  @Test
  void peerDistClientOpenContent_needsContentInformationToRead() throws Exception {
    try (RetrievedContent opened = second.openContent(TAG)) {
      assertThat(error(() -> get(opened.read(0, 1, SOON))))
          .isEqualTo(PeerDistError.NOT_INITIALIZED);
      assertThat(error(() -> opened.channel(SOON))).isEqualTo(PeerDistError.NOT_INITIALIZED);
    }
  }

  @Test
  void peerDistClientCloseContent_keepsWhatIsInTheCache() throws Exception {
    seeded().close();
    try (RetrievedContent again = openContent(first)) {
      assertThat(get(again.cached(0))).isEqualTo(LENGTH);
    }
  }

  @Test
  void peerDistClientGetInformationByHandle_withoutOthers_isNoFlashCrowd() throws Exception {
    publish();
    assertThat(get(openContent(second).isFlashCrowd())).isFalse();
  }

  @Test
  void peerDistClientAddContentInformation_takesItInPieces() throws Exception {
    seeded();
    byte[] encoded = information();
    try (RetrievedContent opened = second.openContent(TAG)) {
      for (int at = 0; at < encoded.length; at += 100) {
        opened.addContentInformation(
            ByteBuffer.wrap(encoded, at, Math.min(100, encoded.length - at)));
      }
      assertThat(get(opened.completeContentInformation()))
          .isEqualTo(ContentRange.ofLength(0, LENGTH));
    }
  }

  @Test
  void peerDistClientCompleteContentInformation_tellsVersionFromDamage() throws Exception {
    publish();
    byte[] encoded = information(Optional.empty(), VersionRange.of(ContentVersion.V1));
    try (RetrievedContent opened = second.openContent(TAG)) {
      byte[] other = encoded.clone();
      other[1] = 3;
      assertThat(error(() -> describe(opened, other)))
          .isEqualTo(PeerDistError.CONTENTINFO_VERSION_UNSUPPORTED);
      byte[] damaged = encoded.clone();
      damaged[damaged.length - 1] ^= 1;
      assertThat(error(() -> describe(opened, damaged)))
          .isEqualTo(PeerDistError.CANNOT_PARSE_CONTENTINFO);
      assertThat(error(() -> describe(opened, new byte[0])))
          .isEqualTo(PeerDistError.CANNOT_PARSE_CONTENTINFO);
      assertThat(describe(opened, encoded)).isEqualTo(ContentRange.ofLength(0, LENGTH));
    }
  }

  @Test
  void peerDistClientAddData_anywhere_alsoBeforeItsHashes_isVerified() throws Exception {
    publish();
    try (RetrievedContent opened = first.openContent(TAG)) {
      assertThat(get(opened.addData(500_000, ByteBuffer.wrap(content, 500_000, 500_000)))).isZero();
      assertThat(opened.statistics().held()).isEqualTo(500_000);
      describe(opened, information());
      assertThat(get(opened.addData(0, ByteBuffer.wrap(content, 0, 500_000)))).isPositive();
      assertThat(get(opened.cached(0))).isEqualTo(LENGTH);
      assertThat(opened.statistics().added()).isEqualTo(LENGTH);
      assertThat(error(() -> get(opened.addData(LENGTH, ByteBuffer.allocate(1)))))
          .isEqualTo(PeerDistError.OUT_OF_BOUNDS);
      get(opened.addData(0, ByteBuffer.allocate(200_000)));
      assertThat(opened.statistics().rejected()).isPositive();
    }
  }

  @Test
  void peerDistClientBlockRead_manyAtOnce_comeFromThePeer() throws Exception {
    seeded();
    try (RetrievedContent opened = openContent(second)) {
      List<CompletableFuture<ReadResult>> reads = new ArrayList<>();
      for (int at = 0; at < LENGTH; at += 10_000) {
        reads.add(opened.read(at, 10_000, SOON));
      }
      for (int i = 0; i < reads.size(); i++) {
        assertRight(get(reads.get(i)), i * 10_000L);
      }
      assertThat(opened.statistics().fromPeers()).isEqualTo(LENGTH);
      assertRight(get(opened.read(0, 1, Duration.ZERO)), 0);
      assertServed(LENGTH);
    }
    try (RetrievedContent again = openContent(second)) {
      assertThat(get(again.cached(0))).isEqualTo(LENGTH);
    }
  }

  /** The peer counts when an answer is out, which may be after it has arrived. */
  private void assertServed(long bytes) {
    long end = System.nanoTime() + SOON.toNanos();
    while (peers.served.bytesServed() < bytes && System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
    assertThat(peers.served.bytesServed()).isEqualTo(bytes);
  }

  @Test
  void peerDistClientBlockRead_ofWhatNobodyHas_tellsWhatIsMissing_andReadsItOnceAdded()
      throws Exception {
    publish();
    try (RetrievedContent opened = openContent(second)) {
      ReadResult.Missing missing = (ReadResult.Missing) get(opened.read(0, 1 << 20, SOON));
      assertThat(missing)
          .isEqualTo(new ReadResult.Missing(ContentRange.ofLength(0, LENGTH), false));
      assertThat(get(opened.read(0, 1 << 20, Duration.ZERO))).isEqualTo(missing);
      get(opened.addData(0, ByteBuffer.wrap(content)));
      assertRight(get(opened.read(700_000, 1, SOON)), 700_000);
    }
  }

  @Test
  void peerDistClientStreamRead_goesOnWhereItWas_alsoAfterAGap() throws Exception {
    publish();
    RetrievedContent seed = openContent(first);
    get(seed.addData(0, ByteBuffer.wrap(content, 0, 500_000)));
    long had = get(seed.cached(0));
    assertThat(had).isBetween(1L, 500_000L);
    try (RetrievedContent opened = openContent(second)) {
      long at = 0;
      while (at < had) {
        ReadResult result = get(opened.readNext(100_000, SOON));
        assertRight(result, at);
        at += ((ReadResult.Data) result).bytes().remaining();
      }
      assertThat(get(opened.readNext(LENGTH, SOON)))
          .isEqualTo(new ReadResult.Missing(ContentRange.ofEnd(had, LENGTH), false));
      assertThat(get(opened.readNext(LENGTH, SOON))).isEqualTo(new ReadResult.End());
    }
  }

  @Test
  void peerDistClientStreamRead_asAChannel_readsAndSeeks() throws Exception {
    seeded();
    try (RetrievedContent opened = openContent(second);
        SeekableByteChannel channel = opened.channel(SOON)) {
      assertThat(Channels.newInputStream(channel).readAllBytes()).isEqualTo(content);
      ByteBuffer some = ByteBuffer.allocate(10);
      assertThat(channel.position(123_456).read(some)).isEqualTo(10);
      assertThat(some.flip()).isEqualTo(ByteBuffer.wrap(content, 123_456, 10));
    }
  }

  @Test
  void peerDistClientStreamRead_asAChannel_failsWithTheRange_andGoesOn() throws Exception {
    publish();
    try (RetrievedContent opened = openContent(second);
        SeekableByteChannel channel = opened.channel(SOON)) {
      assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1)))
          .isInstanceOfSatisfying(
              PeerDistException.class,
              e -> {
                assertThat(e.error()).isEqualTo(PeerDistError.MISSING_DATA);
                assertThat(e.missing()).contains(ContentRange.ofLength(0, LENGTH));
              });
      get(opened.addData(0, ByteBuffer.wrap(content)));
      assertThat(Channels.newInputStream(channel).readAllBytes()).isEqualTo(content);
    }
  }

  @Test
  void peerDistClientFlushContent_dropsWhatTheTagHas() throws Exception {
    RetrievedContent seed = seeded();
    assertThat(get(first.flush(ContentTag.ofName("other")))).isZero();
    assertThat(get(seed.cached(0))).isEqualTo(LENGTH);
    assertThat(get(first.flush(TAG))).isPositive();
    assertThat(get(seed.cached(0))).isZero();
    assertThat(get(seed.read(0, 1, Duration.ZERO))).isInstanceOf(ReadResult.Missing.class);
  }

  @Test
  void peerDistClientCancelAsyncOperation_ofOneOrAll() throws Exception {
    publish();
    RetrievedContent opened = openContent(second);
    CompletableFuture<ReadResult> one = opened.read(0, 1, SOON);
    if (one.cancel(true)) {
      assertThat(one).isCancelled();
    }
    opened.cancelAll();
    assertThat(get(opened.read(0, 1, SOON))).isInstanceOf(ReadResult.Missing.class);
  }
}
