package org.peerdist.smb.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.api.PeerDistStatus.Availability;
import org.peerdist.api.VersionRange;
import org.peerdist.api.spi.StatusSource;
import org.peerdist.cache.CacheOptions;
import org.peerdist.cache.ContentCache;
import org.peerdist.client.BlockStore;
import org.peerdist.client.ClientOptions;
import org.peerdist.client.DownloadReport;
import org.peerdist.client.DownloadTarget;
import org.peerdist.client.PeerDistClient;
import org.peerdist.client.ProgressListener;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.hashgen.PublishingOptions;
import org.peerdist.hashgen.PublishingService;
import org.peerdist.smb.files.NioFileTree;
import org.peerdist.smb.protocol.NtStatus;
import org.peerdist.smb.protocol.StatusException;
import org.peerdist.smb.publication.HashLevel;
import org.peerdist.smb.publication.HashPolicy;
import org.peerdist.smb.publication.ShareHashes;
import org.peerdist.smb.server.HashPublisher;
import org.peerdist.smb.server.Share;
import org.peerdist.smb.server.ShareServer;
import org.peerdist.smb.server.ShareServerOptions;
import org.peerdist.smb.server.UserStore;
import org.peerdist.wire.Bytes;

/** The client with a real server, over real sockets. */
class ShareSessionTest {
  private static final int SIZE = 6_000_000;
  private static final SmbLogin ANNA = SmbLogin.password("", "anna", "pass".toCharArray());
  private static final SmbOptions ALWAYS = SmbOptions.DEFAULT.withHashLatency(Duration.ZERO);

  @TempDir private Path folder;
  private final byte[] content = new byte[SIZE];
  private Path files;
  private PublishingService publishing;
  private NioFileTree tree;
  private ShareServer server;
  private ContentCache cache;
  private PeerDistClient client;

  @BeforeEach
  void start() throws IOException {
    new Random(4).nextBytes(content);
    files = Files.createDirectory(folder.resolve("files")).toRealPath();
    Files.write(files.resolve("data"), content);
    publishing =
        PublishingService.open(
            folder.resolve("publications"),
            new ServerPassphrase(Bytes.ofHex("01")),
            PublishingOptions.DEFAULT);
    tree = new NioFileTree(files, "files", false);
    cache = ContentCache.open(folder.resolve("cache"), CacheOptions.defaults());
    client =
        new PeerDistClient(ClientOptions.defaults().withDiscovery(false), BlockStore.of(cache));
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    cache.close();
    if (server != null) {
      server.close();
    }
    tree.close();
    publishing.close();
  }

  private void publishAll() throws IOException, InterruptedException {
    publishing.publishFolder(files);
    assertThat(publishing.awaitPublished(Duration.ofSeconds(30))).isTrue();
  }

  private static ShareServerOptions options() {
    return ShareServerOptions.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private void serve(HashPublisher hashes) throws IOException {
    serve(hashes, options(), Share.readOnly("Data", tree));
  }

  private void serve(HashPublisher hashes, ShareServerOptions options, Share share)
      throws IOException {
    server =
        ShareServer.start(
            options, List.of(share), UserStore.ofPasswords(Map.of("anna", "pass")), hashes);
  }

  private HashPublisher hashes(ContentVersion... versions) {
    return new ShareHashes(
        publishing, new HashPolicy(HashLevel.ALL, Set.of(), Set.copyOf(Arrays.asList(versions))));
  }

  private SmbAddress address() {
    return new SmbAddress(
        "",
        Optional.empty(),
        Optional.empty(),
        "127.0.0.1",
        server.address().getPort(),
        "data",
        "");
  }

  private interface Work {
    void run(ShareSession share) throws IOException, InterruptedException;
  }

  private void with(SmbOptions options, SmbLogin login, Work work)
      throws IOException, InterruptedException {
    StatusSource status = new StatusSource(Availability.AVAILABLE, VersionRange.ALL);
    try (SmbClient smb = new SmbClient(options, client.retrieving(status), SmbClient.TAG);
        ShareSession share = smb.connect(address(), login)) {
      work.run(share);
    }
  }

  private DownloadReport fetch(ShareSession share, Duration hashWait)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Files.deleteIfExists(out);
    try (DownloadTarget target = DownloadTarget.ofFile(out)) {
      DownloadReport report =
          share.fetch(new ShareRequest("data", target, ProgressListener.NONE, true, hashWait));
      assertThat(out).hasBinaryContent(content);
      assertThat(report.bytes()).isEqualTo(SIZE);
      return report;
    }
  }

  @Test
  void fetch_version2_isKeptAndReadFromTheOwnCache() throws IOException, InterruptedException {
    publishAll();
    serve(hashes(ContentVersion.V1, ContentVersion.V2));
    with(ALWAYS, ANNA, this::assertSecondComesFromTheCache);
  }

  @Test
  void fetch_version1_isKeptAndReadFromTheOwnCache() throws IOException, InterruptedException {
    publishAll();
    serve(hashes(ContentVersion.V1));
    with(ALWAYS.withEncryption(), ANNA, this::assertSecondComesFromTheCache);
  }

  private void assertSecondComesFromTheCache(ShareSession share)
      throws IOException, InterruptedException {
    assertThat(share.asksForHashes()).isTrue();
    DownloadReport first = fetch(share, Duration.ZERO);
    assertThat(first.fromOrigin()).isEqualTo(SIZE);
    assertThat(first.hashBytes()).isPositive();
    DownloadReport second = fetch(share, Duration.ZERO);
    assertThat(second.fromCache()).isEqualTo(SIZE);
    assertThat(second.sha256()).isEqualTo(first.sha256());
  }

  @Test
  void fetch_notHashedYet_isReadAndKeptWhenTheHashesAreThere()
      throws IOException, InterruptedException {
    serve(hashes(ContentVersion.V2));
    with(
        ALWAYS,
        ANNA,
        share -> {
          assertThat(fetch(share, Duration.ofSeconds(30)).fromOrigin()).isEqualTo(SIZE);
          assertThat(fetch(share, Duration.ZERO).fromCache()).isEqualTo(SIZE);
        });
  }

  @Test
  void fetch_hashesComeBetweenTwoQuestions_thoseOfVersion2AreTaken()
      throws IOException, InterruptedException {
    publishAll();
    HashPublisher both = hashes(ContentVersion.V1, ContentVersion.V2);
    AtomicInteger left = new AtomicInteger(1);
    serve(
        new OtherHashes(
            both,
            (share, file, input, dialect, most) -> {
              if (left.getAndDecrement() > 0) {
                throw new StatusException(NtStatus.HASH_NOT_PRESENT);
              }
              return both.readHash(share, file, input, dialect, most);
            }));
    with(ALWAYS, ANNA, this::assertSecondComesFromTheCache);
  }

  @Test
  void fetch_onlyVersion1IsThere_isTaken() throws IOException, InterruptedException {
    publishAll();
    HashPublisher both = hashes(ContentVersion.V1, ContentVersion.V2);
    serve(new OtherHashes(both, hashes(ContentVersion.V1)::readHash));
    with(ALWAYS, ANNA, this::assertSecondComesFromTheCache);
  }

  @Test
  void fetch_withoutHashes_isReadFromTheShare() throws IOException, InterruptedException {
    serve(HashPublisher.NONE);
    with(
        ALWAYS,
        ANNA,
        share -> {
          assertThat(share.asksForHashes()).isFalse();
          DownloadReport report = fetch(share, Duration.ofSeconds(30));
          assertThat(report.fromOrigin()).isEqualTo(SIZE);
          assertThat(report.hashBytes()).isZero();
        });
  }

  @Test
  void fetch_nearServer_isReadFromTheShare() throws IOException, InterruptedException {
    publishAll();
    serve(hashes(ContentVersion.V2));
    with(
        SmbOptions.DEFAULT.withHashLatency(Duration.ofMinutes(1)),
        ANNA,
        share -> {
          assertThat(share.asksForHashes()).isFalse();
          assertThat(fetch(share, Duration.ZERO).hashBytes()).isZero();
        });
  }

  @Test
  void fetch_hashesOfOtherBytes_theFileIsRightAllTheSame()
      throws IOException, InterruptedException {
    byte[] right = content.clone();
    Arrays.fill(content, 3_000_000, 3_000_100, (byte) 7);
    Files.write(files.resolve("data"), content);
    publishAll();
    HashPublisher published = hashes(ContentVersion.V2);
    Path other = Files.write(folder.resolve("other"), right);
    HashPublisher lying = OtherHashes.of(published, files.resolve("data"));
    tree.close();
    Path shown = Files.createDirectory(folder.resolve("shown"));
    Files.copy(other, shown.resolve("data"));
    System.arraycopy(right, 0, content, 0, SIZE);
    tree = new NioFileTree(shown, "files", false);
    serve(lying);
    with(
        ALWAYS,
        ANNA,
        share -> assertThat(fetch(share, Duration.ZERO).fromOrigin()).isEqualTo(SIZE));
  }

  @Test
  void connect_encryptionIsWanted_isDoneUnasked() throws IOException, InterruptedException {
    serve(
        HashPublisher.NONE,
        options().withEncryption(true),
        new Share("Data", "", tree, false, false));
    with(ALWAYS, ANNA, share -> fetch(share, Duration.ZERO));
    server.close();
    serve(HashPublisher.NONE, options(), new Share("Data", "", tree, false, true));
    with(ALWAYS, ANNA, share -> fetch(share, Duration.ZERO));
  }

  @Test
  void fetch_ontoAPart_keepsWhatOfItIsRight() throws IOException, InterruptedException {
    publishAll();
    serve(hashes(ContentVersion.V1, ContentVersion.V2));
    with(
        ALWAYS,
        ANNA,
        share -> {
          byte[] part = Arrays.copyOf(content, 5_000_000);
          DownloadReport right = resume(share, part);
          assertThat(right.resumed()).isBetween(5_000_000L - (128 << 10), 5_000_000L);
          assertThat(right.fromOrigin()).isEqualTo(SIZE - right.resumed());

          part[4_500_000]++;
          DownloadReport wrong = resume(share, part);
          assertThat(wrong.resumed()).isBetween((4L << 20) - (128 << 10), 4L << 20);
          assertThat(wrong.fromCache()).isEqualTo(SIZE - wrong.resumed());
          assertThat(wrong.sha256()).isEqualTo(right.sha256());

          part[0]++;
          assertThat(resume(share, part).resumed()).isZero();
          assertThat(resume(share, Arrays.copyOf(content, SIZE + 10)).resumed()).isEqualTo(SIZE);
        });
  }

  @Test
  void fetch_ontoAPartWithoutHashes_beginsAnew() throws IOException, InterruptedException {
    serve(HashPublisher.NONE);
    with(
        ALWAYS,
        ANNA,
        share -> {
          DownloadReport report = resume(share, Arrays.copyOf(content, 5_000_000));
          assertThat(report.resumed()).isZero();
          assertThat(report.fromOrigin()).isEqualTo(SIZE);
        });
  }

  private DownloadReport resume(ShareSession share, byte[] part)
      throws IOException, InterruptedException {
    Path out = Files.write(folder.resolve("part"), part);
    try (DownloadTarget target = DownloadTarget.ofPartialFile(out)) {
      DownloadReport report =
          share.fetch(new ShareRequest("data", target, ProgressListener.NONE, true, Duration.ZERO));
      assertThat(out).hasBinaryContent(content);
      assertThat(report.bytes() + report.resumed()).isEqualTo(SIZE);
      return report;
    }
  }

  @Test
  void open_readsAnywhere() throws IOException, InterruptedException {
    publishAll();
    serve(hashes(ContentVersion.V2));
    with(
        ALWAYS,
        ANNA,
        share -> {
          try (SharedFile file = share.open("data")) {
            assertThat(file.size()).isEqualTo(SIZE);
            for (long position : new long[] {5_999_999, 3, 4_000_000}) {
              ByteBuffer one = ByteBuffer.allocate(1);
              assertThat(file.position(position).read(one)).isEqualTo(1);
              assertThat(one.get(0)).isEqualTo(content[(int) position]);
            }
            assertThat(file.position(SIZE).read(ByteBuffer.allocate(1))).isEqualTo(-1);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            file.position(0);
            Channels.newInputStream(file).transferTo(all);
            assertThat(all.toByteArray()).isEqualTo(content);
            assertThat(file.fromShare()).isLessThanOrEqualTo(SIZE);
          }
          try (SharedFile again = share.open("data")) {
            assertThat(Channels.newInputStream(again).readAllBytes()).isEqualTo(content);
            assertThat(again.fromShare()).isZero();
          }
        });
  }

  @Test
  void files_areThoseOfAllFolders() throws IOException, InterruptedException {
    Files.createDirectories(files.resolve("a").resolve("b"));
    Files.writeString(files.resolve("a").resolve("b").resolve("c"), "1");
    serve(HashPublisher.NONE);
    with(
        ALWAYS,
        ANNA,
        share -> {
          assertThat(share.files("")).containsExactlyInAnyOrder("data", "a\\b\\c");
          assertThat(share.files("a")).containsExactly("a\\b\\c");
          assertThat(share.isFolder("a\\b")).isTrue();
          assertThat(share.isFolder("data")).isFalse();
        });
  }

  @Test
  void failures_areOneSentence() throws IOException, InterruptedException {
    serve(HashPublisher.NONE);
    SmbLogin wrong = SmbLogin.password("", "anna", "wrong".toCharArray());
    assertThatThrownBy(() -> with(ALWAYS, wrong, share -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not know this user");
    assertThatThrownBy(() -> with(ALWAYS, SmbLogin.guest(), share -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not know this user");
    with(
        ALWAYS,
        ANNA,
        share ->
            assertThatThrownBy(() -> share.open("none"))
                .isInstanceOf(IOException.class)
                .hasMessage("none: there is no such file"));
  }
}
