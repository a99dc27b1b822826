package org.peerdist.launcher.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.peerdist.cache.CacheOptions;
import org.peerdist.cache.ContentCache;
import org.peerdist.cache.SharedCacheHost;
import org.peerdist.cache.SharedCacheServer;
import org.peerdist.client.DownloadLog;
import org.peerdist.content.ContentVersion;
import org.peerdist.content.Segment;
import org.peerdist.content.SegmentId;
import org.peerdist.content.VerifiedBlock;
import org.peerdist.discovery.Quorum;
import org.peerdist.jetty.service.SharedDownloadLog;
import org.peerdist.wire.Bytes;

/** A cache that two processes use, over a real socket. */
@Timeout(60)
class SharedCacheStoreTest {
  private static final SharedCacheHost HOST =
      new SharedCacheHost(new InetSocketAddress("192.0.2.7", 61_337), "urn:uuid:1");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;
  private Path socket;
  private ContentCache cache;
  private final DownloadLog downloads = new DownloadLog();
  private final Quorum quorum = new Quorum(1);
  private final SharedDownloadLog shared = new SharedDownloadLog(downloads, quorum);

  @BeforeEach
  void open() throws Exception {
    socket = folder.resolve("socket");
    cache = ContentCache.open(folder.resolve("cache"), CacheOptions.defaults());
  }

  @AfterEach
  void close() throws Exception {
    cache.close();
  }

  @ParameterizedTest
  @EnumSource
  void store_keepsAndGives_asTheCacheDoes(ContentVersion version) throws Exception {
    SharedContent content = SharedContent.of(folder, version, 3_000_000);
    List<VerifiedBlock> blocks = content.blocks();
    try (SharedCacheServer server = SharedCacheServer.start(cache, shared, HOST, socket);
        SharedCacheStore store = SharedCacheStore.connect(socket, PATIENCE)) {
      assertThat(server).isNotNull();
      Segment first = content.segment(0);
      assertThat(store.held(first).isEmpty()).isTrue();
      assertThat(store.read(first, 0)).isEmpty();
      blocks.parallelStream().forEach(store::put);
      assertThat(blocks.parallelStream())
          .allMatch(
              block ->
                  cache.holds(block.segment().id(), block.index())
                      && store.held(block.segment()).get(block.index())
                      && store
                          .read(block.segment(), block.index())
                          .orElseThrow()
                          .data()
                          .equals(block.data()));
    }
  }

  @Test
  void host_isWhatTheOtherProcessSays() throws Exception {
    for (String address : List.of("192.0.2.7", "0.0.0.0", "2001:db8::7", "::")) {
      for (String service : List.of("", "urn:uuid:2")) {
        SharedCacheHost host = new SharedCacheHost(new InetSocketAddress(address, 61_337), service);
        try (SharedCacheServer server = SharedCacheServer.start(cache, shared, host, socket);
            SharedCacheStore store = SharedCacheStore.connect(socket, PATIENCE)) {
          assertThat(server).isNotNull();
          assertThat(store.host()).isEqualTo(host);
          assertThat(store.limit()).isEqualTo(cache.limit());
        }
      }
    }
  }

  @Test
  void announce_isToldUntilItEnds() throws Exception {
    SegmentId one = new SegmentId(Bytes.ofHex("01".repeat(32)));
    SegmentId two = new SegmentId(Bytes.ofHex("02".repeat(32)));
    try (SharedCacheServer server = SharedCacheServer.start(cache, shared, HOST, socket)) {
      assertThat(server).isNotNull();
      try (SharedCacheStore store = SharedCacheStore.connect(socket, PATIENCE)) {
        Runnable end = store.announce(one);
        store.announce(two);
        assertThat(List.of(one, two)).allMatch(this::isTold);
        end.run();
        await(() -> !isTold(one));
        assertThat(isTold(two)).isTrue();
      }
      await(() -> !isTold(two));
    }
  }

  @Test
  void announce_serverEnds_isNoMatter() throws Exception {
    SharedCacheServer server = SharedCacheServer.start(cache, shared, HOST, socket);
    try (SharedCacheStore store = SharedCacheStore.connect(socket, PATIENCE)) {
      server.close();
      Runnable end = store.announce(new SegmentId(Bytes.ofHex("01".repeat(32))));
      assertThatCode(end::run).doesNotThrowAnyException();
    }
  }

  private boolean isTold(SegmentId sign) {
    return quorum.limit(id -> Optional.empty()).find(sign).isPresent();
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait(); // The test has a time-out.
    }
  }

  @Test
  void read_segmentFromAnotherSource_isTheSameSegment() throws Exception {
    SharedContent content = SharedContent.of(folder, ContentVersion.V1, 100_000);
    SharedContent same = SharedContent.of(folder, ContentVersion.V1, 100_000);
    try (SharedCacheServer server = SharedCacheServer.start(cache, shared, HOST, socket);
        SharedCacheStore store = SharedCacheStore.connect(socket, PATIENCE)) {
      assertThat(server).isNotNull();
      store.put(content.blocks().get(1));
      assertThat(store.read(same.segment(0), 1)).isPresent();
      assertThat(store.held(same.segment(0)).stream()).containsExactly(1);
    }
  }

  @Test
  void store_peerEnds_isEmptyFromThenOn() throws Exception {
    SharedContent content = SharedContent.of(folder, ContentVersion.V2, 300_000);
    VerifiedBlock block = content.blocks().get(0);
    SharedCacheServer server = SharedCacheServer.start(cache, shared, HOST, socket);
    try (SharedCacheStore store = SharedCacheStore.connect(socket, PATIENCE)) {
      store.put(block);
      assertThat(store.read(block.segment(), 0)).isPresent();
      server.close();
      assertThat(socket).doesNotExist();
      assertThat(store.read(block.segment(), 0)).isEmpty();
      assertThat(store.held(block.segment()).isEmpty()).isTrue();
      store.put(block);
    }
  }

  @Test
  void connect_nobodyThere_isRefused() throws Exception {
    assertThatThrownBy(() -> SharedCacheStore.connect(socket, PATIENCE))
        .isInstanceOf(IOException.class);
    Files.createFile(socket);
    assertThatThrownBy(() -> SharedCacheStore.connect(socket, PATIENCE))
        .isInstanceOf(IOException.class);
  }

  @Test
  void connect_anotherServer_isRefused() throws Exception {
    try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      other.bind(UnixDomainSocketAddress.of(socket));
      Thread answering = new Thread(() -> greet(other));
      answering.start();
      assertThatThrownBy(() -> SharedCacheStore.connect(socket, PATIENCE))
          .hasMessageContaining("is not the socket of a cache of this version");
      answering.join();
    }
  }

  private static void greet(ServerSocketChannel server) {
    try (SocketChannel connection = server.accept()) {
      connection.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 2, 'h', 'i'}));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void connect_silentServer_isNotWaitedForLong() throws Exception {
    try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      other.bind(UnixDomainSocketAddress.of(socket));
      assertThatThrownBy(() -> SharedCacheStore.connect(socket, Duration.ofMillis(50)))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void start_whatAKilledProcessLeft_isReplaced() throws Exception {
    try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      killed.bind(UnixDomainSocketAddress.of(socket));
    }
    assertThat(socket).exists();
    try (SharedCacheServer server = SharedCacheServer.start(cache, shared, HOST, socket);
        SharedCacheStore store = SharedCacheStore.connect(socket, PATIENCE)) {
      assertThat(List.of(server, store)).isNotEmpty();
      if (socket.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void close_socketThatTheNextOneHasReplaced_staysThere() throws Exception {
    SharedCacheServer old = SharedCacheServer.start(cache, shared, HOST, socket);
    try (SharedCacheServer next = SharedCacheServer.start(cache, shared, HOST, socket)) {
      old.close();
      try (SharedCacheStore store = SharedCacheStore.connect(socket, PATIENCE)) {
        assertThat(List.of(next, store)).isNotEmpty();
      }
    }
    assertThat(socket).doesNotExist();
  }

  @Test
  void start_nameTooLongForASocket_isRefusedAndLeavesNothing() {
    Path deep = folder.resolve("x".repeat(150));
    assertThatThrownBy(() -> SharedCacheServer.start(cache, shared, HOST, deep))
        .isInstanceOf(IOException.class);
    assertThat(deep).doesNotExist();
  }

  @Test
  void server_brokenRequest_endsThatConnectionOnly() throws Exception {
    SharedContent content = SharedContent.of(folder, ContentVersion.V2, 100_000);
    try (SharedCacheServer server = SharedCacheServer.start(cache, shared, HOST, socket);
        SharedCacheStore store = SharedCacheStore.connect(socket, PATIENCE);
        SocketChannel broken = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        SocketChannel tooLong = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      assertThat(server).isNotNull();
      broken.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 1, 9}));
      tooLong.write(ByteBuffer.wrap(new byte[] {-1, -1, -1, -1}));
      for (SocketChannel connection : List.of(broken, tooLong)) {
        ByteBuffer greeting = ByteBuffer.allocate(1000);
        while (connection.read(greeting) >= 0) {
          assertThat(greeting.remaining()).isPositive();
        }
      }
      VerifiedBlock block = content.blocks().get(0);
      store.put(block);
      assertThat(store.held(block.segment()).get(0)).isTrue();
    }
  }

  @Test
  void tell_download_isInTheLogOfTheOtherProcess() throws Exception {
    SharedContent content = SharedContent.of(folder, ContentVersion.V2, 100_000);
    DownloadLog.Entry download =
        DownloadLog.Entry.ofFailure(
            URI.create("http://host/file"), Instant.parse("2026-01-01T00:00:00Z"), "404");
    try (SharedCacheServer server = SharedCacheServer.start(cache, shared, HOST, socket);
        SharedCacheStore store = SharedCacheStore.connect(socket, PATIENCE)) {
      assertThat(server).isNotNull();
      store.put(content.blocks().get(0));
      store.tell(download);
      assertThat(downloads.entries()).containsExactly(download);
      assertThat(store.held(content.segment(0)).get(0)).isTrue();
    }
  }
}
