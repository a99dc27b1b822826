package org.peerdist.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.peerdist.content.Segment;
import org.peerdist.retrieval.CryptoAlgorithm;
import org.peerdist.retrieval.FetchResult;
import org.peerdist.retrieval.GetBlocks;
import org.peerdist.retrieval.HttpRetrievalTransport;
import org.peerdist.retrieval.HttpTransportSettings;
import org.peerdist.retrieval.ProtocolVersion;
import org.peerdist.retrieval.ResponseMessage;
import org.peerdist.retrieval.RetrievalClient;
import org.peerdist.retrieval.RetrievalServer;
import org.peerdist.retrieval.RetrievalTransport;
import org.peerdist.retrieval.UploadLimits;

@Timeout(60)
class RetrievalHandlerTest {
  private static final Duration LONG = Duration.ofSeconds(50);
  private static final HttpTransportSettings PATIENT =
      HttpTransportSettings.DEFAULT.withRequestTimeout(LONG);

  @TempDir Path folder;

  private PeerOnJetty peer() throws Exception {
    return new PeerOnJetty(folder, CryptoAlgorithm.AES_128, UploadLimits.PEER, LONG);
  }

  @ParameterizedTest
  @EnumSource(CryptoAlgorithm.class)
  void fetchBlock_overHttp_givesEveryBlock(CryptoAlgorithm algorithm) throws Exception {
    try (PeerOnJetty peer = new PeerOnJetty(folder, algorithm, UploadLimits.PEER, LONG);
        RetrievalTransport transport = HttpRetrievalTransport.create(PATIENT)) {
      RetrievalClient client = new RetrievalClient(transport);
      for (Segment segment : peer.segments) {
        for (int index = 0; index < segment.blockCount(); index++) {
          FetchResult result = client.fetchBlock(peer.address(), segment, index);
          assertThat(result).isInstanceOf(FetchResult.Fetched.class);
          assertThat(((FetchResult.Fetched) result).block().data())
              .isEqualTo(peer.block(segment, index));
        }
      }
      assertThat(client.negotiate(peer.address()).given()).contains(ProtocolVersion.V2_0);
      await(peer, 0);
    }
  }

  @Test
  void fetchBlock_onManyThreads_givesEveryBlock() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (PeerOnJetty peer = peer();
        RetrievalTransport transport = HttpRetrievalTransport.create(PATIENT)) {
      RetrievalClient client = new RetrievalClient(transport);
      List<Future<FetchResult>> results = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        Segment segment = peer.segments.get(i % peer.segments.size());
        int index = i % segment.blockCount();
        results.add(threads.submit(() -> client.fetchBlock(peer.address(), segment, index)));
      }
      for (Future<FetchResult> result : results) {
        assertThat(result.get()).isInstanceOf(FetchResult.Fetched.class);
      }
      await(peer, 0);
    } finally {
      threads.shutdownNow();
    }
  }

  /** Waits until the peer has this many uploads; the test's timeout ends the waiting. */
  private static void await(PeerOnJetty peer, int uploads) {
    while (peer.retrieval.activeUploads() != uploads) {
      Thread.onSpinWait();
    }
  }

  private static byte[] request(PeerOnJetty peer) {
    ByteBuffer message =
        GetBlocks.of(CryptoAlgorithm.AES_128, peer.segments.get(0).id(), 0).encode();
    byte[] bytes = new byte[message.remaining()];
    message.get(bytes);
    return bytes;
  }

  private static Socket connect(PeerOnJetty peer) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(8192);
    socket.setSoTimeout(50_000);
    socket.connect(peer.address());
    return socket;
  }

  private static void send(Socket socket, String head, byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String host = head.contains("\r\nHost: ") ? "" : "Host: peer\r\n";
    bytes.writeBytes((head + "\r\n" + host + "\r\n").getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(body);
    socket.getOutputStream().write(bytes.toByteArray());
  }

  private static String post(String path, int length) {
    return "POST " + path + " HTTP/1.1\r\nConnection: close\r\nContent-Length: " + length;
  }

  private static byte[] answer(PeerOnJetty peer, String head, byte[] body) throws IOException {
    try (Socket socket = connect(peer)) {
      send(socket, head, body);
      return socket.getInputStream().readAllBytes();
    }
  }

  private static String text(byte[] answer) {
    return new String(answer, StandardCharsets.ISO_8859_1);
  }

  /** SPEC [MS-PCCRR] 2.1.1: the root path. */
  @Test
  void handle_pathInAnyCaseWithOrWithoutSlash_answers() throws Exception {
    String path = RetrievalServer.PATH;
    try (PeerOnJetty peer = peer()) {
      byte[] request = request(peer);
      for (String variant :
          new String[] {
            path, path.substring(0, path.length() - 1), path.toLowerCase(Locale.ROOT)
          }) {
        byte[] answer = answer(peer, post(variant, request.length), request);
        assertThat(text(answer)).startsWith("HTTP/1.1 200 ");
        int start = text(answer).indexOf("\r\n\r\n") + 4;
        ResponseMessage.read(ByteBuffer.wrap(answer, start, answer.length - start));
      }
      assertThat(text(answer(peer, post("/", request.length), request)))
          .startsWith("HTTP/1.1 404 ");
      assertThat(text(answer(peer, post(path + "x", request.length), request)))
          .startsWith("HTTP/1.1 404 ");
    }
  }

  /** INTEROP: zones of link-local addresses, in any form. */
  @Test
  void handle_hostWithZone_answers() throws Exception {
    try (PeerOnJetty peer = peer()) {
      byte[] request = request(peer);
      for (String host :
          new String[] {"[fe80::1%eth0]:80", "[fe80::1%25eth0]", "[fe80::1%12]:80", "[fe80::1]"}) {
        String head = post(RetrievalServer.PATH, request.length) + "\r\nHost: " + host;
        assertThat(text(answer(peer, head, request))).as(host).startsWith("HTTP/1.1 200 ");
      }
    }
  }

  @Test
  void handle_otherMethod_isNotAllowed() throws Exception {
    try (PeerOnJetty peer = peer()) {
      String head = "GET " + RetrievalServer.PATH + " HTTP/1.1\r\nConnection: close";
      String answer = text(answer(peer, head, new byte[0]));
      assertThat(answer).startsWith("HTTP/1.1 405 ").contains("Allow: POST").endsWith("\r\n\r\n");
    }
  }

  /** SPEC [MS-PCCRR] 3.2.5.5: nothing in reply. */
  @Test
  void handle_malformedMessage_getsNoMessage() throws Exception {
    try (PeerOnJetty peer = peer()) {
      for (int length : new int[] {0, 15, 16, 100, 98_304}) {
        String answer = text(answer(peer, post(RetrievalServer.PATH, length), new byte[length]));
        assertThat(answer).startsWith("HTTP/1.1 400 ").endsWith("\r\n\r\n");
      }
      assertThat(peer.retrieval.activeUploads()).isZero();
    }
  }

  /** SPEC [MS-PCCRR] 2.2.3: at most 98,304 bytes. */
  @Test
  void handle_requestOverTheLimit_isRefusedUnread() throws Exception {
    try (PeerOnJetty peer = peer()) {
      for (String length : new String[] {"98305", "9223372036854775807"}) {
        String head = "POST " + RetrievalServer.PATH + " HTTP/1.1\r\nContent-Length: " + length;
        assertThat(text(answer(peer, head + "\r\nConnection: close", new byte[0])))
            .startsWith("HTTP/1.1 400 ");
      }
    }
  }

  @Test
  void handle_chunkedRequestOverTheLimit_isRefused() throws Exception {
    try (PeerOnJetty peer = peer();
        Socket socket = connect(peer)) {
      String head = "POST " + RetrievalServer.PATH + " HTTP/1.1\r\nTransfer-Encoding: chunked";
      send(socket, head, "18001\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(new byte[98_305]);
      byte[] start = socket.getInputStream().readNBytes(13);
      assertThat(text(start)).isEqualTo("HTTP/1.1 400 ");
    }
  }

  @Test
  void handle_requestInPieces_answers() throws Exception {
    try (PeerOnJetty peer = peer();
        Socket socket = connect(peer)) {
      byte[] request = request(peer);
      send(socket, post(RetrievalServer.PATH, request.length), new byte[0]);
      for (byte piece : request) {
        socket.getOutputStream().write(piece);
      }
      assertThat(text(socket.getInputStream().readAllBytes())).startsWith("HTTP/1.1 200 ");
    }
  }

  /** SPEC [MS-PCCRR] 3.2.2, 3.2.6.1: the upload timer, for requests. */
  @Test
  void handle_requestThatNeverEnds_isAborted() throws Exception {
    try (PeerOnJetty peer =
            new PeerOnJetty(
                folder, CryptoAlgorithm.AES_128, UploadLimits.PEER, Duration.ofMillis(100));
        Socket socket = connect(peer)) {
      send(socket, post(RetrievalServer.PATH, 100), new byte[10]);
      assertThat(readToEnd(socket)).isZero();
    }
  }

  /** SPEC [MS-PCCRR] 3.2.2, 3.2.6.1: the upload timer, for answers. */
  @Test
  void handle_clientThatDoesNotRead_isAbortedAndNoUploadAnyMore() throws Exception {
    try (PeerOnJetty peer =
            new PeerOnJetty(
                folder, CryptoAlgorithm.AES_128, UploadLimits.PEER, Duration.ofSeconds(2));
        Socket socket = connect(peer)) {
      CountDownLatch begun = new CountDownLatch(1);
      peer.beforeRead = begun::countDown;
      pipeline(peer, socket);
      begun.await();
      await(peer, 0);
      assertThat(readToEnd(socket)).isLessThan(40L * 65_536);
    }
  }

  /** SPEC [MS-PCCRR] 3.2.1. */
  @Test
  void handle_atTheUploadLimit_answersEmpty() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    CountDownLatch goOn = new CountDownLatch(1);
    try (PeerOnJetty peer =
            new PeerOnJetty(
                folder, CryptoAlgorithm.AES_128, UploadLimits.PEER.withUploads(1), LONG);
        RetrievalTransport transport = HttpRetrievalTransport.create(PATIENT)) {
      peer.beforeRead = () -> awaitQuietly(goOn);
      RetrievalClient client = new RetrievalClient(transport);
      Segment segment = peer.segments.get(0);
      Future<FetchResult> first =
          thread.submit(() -> client.fetchBlock(peer.address(), segment, 0));
      await(peer, 1);
      assertThat(client.fetchBlock(peer.address(), segment, 0))
          .isEqualTo(new FetchResult.Missing(0));
      goOn.countDown();
      assertThat(first.get()).isInstanceOf(FetchResult.Fetched.class);
    } finally {
      goOn.countDown();
      thread.shutdownNow();
    }
  }

  @Test
  void handle_atTheLimitOfBytesPerSecond_spreadsTheAnswers() throws Exception {
    long bytesPerSecond = 4_000_000;
    UploadLimits limits = UploadLimits.PEER.withBytesPerSecond(bytesPerSecond);
    try (PeerOnJetty peer = new PeerOnJetty(folder, CryptoAlgorithm.AES_128, limits, LONG);
        RetrievalTransport transport = HttpRetrievalTransport.create(PATIENT)) {
      RetrievalClient client = new RetrievalClient(transport);
      Segment segment = peer.segments.stream().filter(s -> s.blockCount() > 1).findFirst().get();
      long start = System.nanoTime();
      for (int index = 0; index < segment.blockCount(); index++) {
        assertThat(client.fetchBlock(peer.address(), segment, index))
            .isInstanceOf(FetchResult.Fetched.class);
      }
      long before = segment.length() - segment.blockRange(segment.blockCount() - 1).length();
      assertThat(System.nanoTime() - start)
          .isGreaterThanOrEqualTo(before * 1_000_000_000L / bytesPerSecond);
      await(peer, 0);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends more requests than fit as answers in any buffer. */
  private static void pipeline(PeerOnJetty peer, Socket socket) throws IOException {
    byte[] request = request(peer);
    String head = "POST " + RetrievalServer.PATH + " HTTP/1.1\r\nContent-Length: " + request.length;
    for (int i = 0; i < 40; i++) {
      send(socket, head, request);
    }
  }

  private static long readToEnd(Socket socket) {
    long length = 0;
    byte[] part = new byte[65_536];
    try {
      InputStream in = socket.getInputStream();
      for (int read = in.read(part); read >= 0; read = in.read(part)) {
        length += read;
      }
    } catch (IOException e) {
      // A reset is an end too.
    }
    return length;
  }

  @Test
  void create_withInvalidTimeout_isRejected() {
    assertThat(RetrievalHandler.DEFAULT_UPLOAD_TIMEOUT).isEqualTo(Duration.ofSeconds(15));
    RetrievalServer server = new RetrievalServer(id -> Optional.empty());
    assertThatThrownBy(() -> new RetrievalHandler(server, Duration.ZERO))
        .hasMessage("upload timeout PT0S is too short");
  }
}
