package org.peerdist.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.content.ContentTag;
import org.peerdist.content.SegmentId;
import org.peerdist.hostedcache.BatchedOffer;
import org.peerdist.hostedcache.HostedCacheVersion;
import org.peerdist.hostedcache.InitialOffer;
import org.peerdist.hostedcache.OfferedSegment;
import org.peerdist.hostedcache.ResponseCode;
import org.peerdist.wire.Bytes;

/** What the hosted cache takes over HTTP and HTTPS, byte by byte. */
@Timeout(120)
class HostedCacheHandlerTest {
  private static final SegmentId ID = new SegmentId(Bytes.ofHex("ab".repeat(32)));
  private static final String V1 = HostedCacheVersion.V1.path();
  private static final String V2 = HostedCacheVersion.V2.path();

  @TempDir Path folder;
  private Path keyStore;
  private HostedCacheOnJetty hosted;

  @BeforeEach
  void start() throws Exception {
    keyStore = TestCertificate.create(folder);
    hosted = new HostedCacheOnJetty(folder, keyStore, Duration.ofSeconds(50));
  }

  @AfterEach
  void stop() throws IOException {
    hosted.close();
  }

  private static byte[] bytes(ByteBuffer message) {
    return Bytes.copyOf(message).toByteArray();
  }

  private static byte[] batched(int port) {
    OfferedSegment segment =
        new OfferedSegment(100, 100, ContentTag.NONE, OfferedSegment.TRUNCATED_SHA_512, ID);
    return bytes(new BatchedOffer(port, List.of(segment)).encode());
  }

  private static byte[] initial() {
    return bytes(new InitialOffer(1337, ID).encode());
  }

  private Socket connect(HostedCacheVersion version) throws Exception {
    Socket socket =
        version == HostedCacheVersion.V1
            ? tls().getSocketFactory().createSocket("127.0.0.1", hosted.port(version))
            : new Socket(InetAddress.getLoopbackAddress(), hosted.port(version));
    socket.setSoTimeout(60_000);
    return socket;
  }

  private SSLContext tls() throws Exception {
    return TestCertificate.trusting(keyStore);
  }

  private static void send(Socket socket, String head, byte[] body) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes((head + "\r\nHost: cache\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    request.writeBytes(body);
    socket.getOutputStream().write(request.toByteArray());
    socket.getOutputStream().flush();
  }

  private String answer(HostedCacheVersion version, String head, byte[] body) throws Exception {
    try (Socket socket = connect(version)) {
      send(socket, head + "\r\nConnection: close", body);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private String post(HostedCacheVersion version, String path, byte[] body) throws Exception {
    return answer(version, "POST " + path + " HTTP/1.1\r\nContent-Length: " + body.length, body);
  }

  private static void assertAnswers(String answer, ResponseCode code) {
    String body = new String(bytes(code.encode()), StandardCharsets.ISO_8859_1);
    assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n" + body);
  }

  @Test
  void handle_version2OverHttp_answers() throws Exception {
    // SPEC [MS-PCHC] 2.1: the server MUST listen on this URL; 3.1.5.3: code 0x00.
    for (String path : new String[] {V2, V2 + "/", V2.toUpperCase(Locale.ROOT)}) {
      assertAnswers(post(HostedCacheVersion.V2, path, batched(81)), ResponseCode.OK);
    }
  }

  @Test
  void handle_version1OverHttps_answers() throws Exception {
    // SPEC [MS-PCHC] 2.1, 3.1.3, 3.1.5.1
    for (String path : new String[] {V1, V1 + "/", V1.toLowerCase(Locale.ROOT)}) {
      assertAnswers(post(HostedCacheVersion.V1, path, initial()), ResponseCode.INTERESTED);
    }
  }

  @Test
  void handle_otherVersionsUrl_isNotThere() throws Exception {
    // SPEC [MS-PCHC] 1.7, 2.1: the HTTPS URL does not support version 2.0, nor the HTTP URL version
    // 1.0.
    assertThat(post(HostedCacheVersion.V2, V1, initial())).startsWith("HTTP/1.1 404 ");
    assertThat(post(HostedCacheVersion.V1, V2, batched(1337))).startsWith("HTTP/1.1 404 ");
    assertThat(post(HostedCacheVersion.V2, V2, initial())).startsWith("HTTP/1.1 400 ");
    assertThat(post(HostedCacheVersion.V1, V1, batched(1337))).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void handle_otherPathsAndMethods_areNot() throws Exception {
    for (String path : new String[] {"/", V2 + "x", V2 + "/x"}) {
      assertThat(post(HostedCacheVersion.V2, path, batched(81))).startsWith("HTTP/1.1 404 ");
    }
    assertThat(answer(HostedCacheVersion.V2, "GET " + V2 + " HTTP/1.1", new byte[0]))
        .startsWith("HTTP/1.1 405 ")
        .contains("Allow: POST");
  }

  @Test
  void handle_http10_answers() throws Exception {
    byte[] offer = batched(81);
    String head = "POST " + V2 + " HTTP/1.0\r\nContent-Length: " + offer.length;
    assertAnswers(answer(HostedCacheVersion.V2, head, offer), ResponseCode.OK);
  }

  @Test
  void handle_malformedOffer_getsNoMessage_andNothingIsPulled() throws Exception {
    // SPEC [MS-PCHC] 3.1.5.4
    try (ServerSocket victim = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      byte[] good = batched(victim.getLocalPort());
      for (int length : new int[] {0, 1, 15, 16, 17, 74}) {
        byte[] cut = Arrays.copyOf(good, length);
        assertThat(post(HostedCacheVersion.V2, V2, cut))
            .startsWith("HTTP/1.1 400 ")
            .endsWith("\r\n\r\n");
      }
      assertThat(hosted.hosted.pending()).isZero();
      assertNobodyConnects(victim);
    }
    assertThat(hosted.hosted.statistics().malformedMessages()).isEqualTo(6);
    assertThat(hosted.cache.size()).isZero();
  }

  private static void assertNobodyConnects(ServerSocket victim) throws IOException {
    victim.setSoTimeout(200);
    assertThatThrownBy(victim::accept).isInstanceOf(IOException.class);
  }

  @Test
  void handle_offerWithForwardedHeader_reachesTheConnectionsOwnAddress() throws Exception {
    // SPEC [MS-PCHC] 3.1.5.3: the client's IP address, and nothing that anybody can write.
    InetAddress other = InetAddress.getByName("127.0.0.2");
    try (ServerSocket own = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket victim = new ServerSocket(own.getLocalPort(), 1, other)) {
      byte[] offer = batched(own.getLocalPort());
      String head = "POST " + V2 + " HTTP/1.1\r\nX-Forwarded-For: 127.0.0.2\r\nContent-Length: ";
      assertAnswers(answer(HostedCacheVersion.V2, head + offer.length, offer), ResponseCode.OK);
      try (Socket pull = own.accept()) {
        assertThat(pull.getInetAddress().isLoopbackAddress()).isTrue();
      }
      assertNobodyConnects(victim);
    }
  }

  @Test
  void handle_offerOfPrivilegedPort_isAnsweredAndReachesNobody() throws Exception {
    for (int port : new int[] {0, 22, 443, 1023}) {
      assertAnswers(post(HostedCacheVersion.V2, V2, batched(port)), ResponseCode.OK);
    }
    assertThat(hosted.hosted.pending()).isZero();
    assertThat(hosted.hosted.statistics().refusedSegments()).isEqualTo(4);
  }

  @Test
  void handle_tooLong_isRefusedUnread() throws Exception {
    for (String length : new String[] {"7569", "98304", "9223372036854775807"}) {
      String head = "POST " + V2 + " HTTP/1.1\r\nContent-Length: " + length;
      assertThat(answer(HostedCacheVersion.V2, head, new byte[0])).startsWith("HTTP/1.1 400 ");
    }
    String head = "POST " + V1 + " HTTP/1.1\r\nContent-Length: 32967";
    assertThat(answer(HostedCacheVersion.V1, head, new byte[0])).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void handle_offerThatNeverEnds_isAborted() throws Exception {
    hosted.close();
    hosted = new HostedCacheOnJetty(folder, keyStore, Duration.ofMillis(100));
    try (Socket socket = connect(HostedCacheVersion.V2)) {
      send(socket, "POST " + V2 + " HTTP/1.1\r\nContent-Length: 75", new byte[20]);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void handle_offerInPieces_answers() throws Exception {
    byte[] offer = batched(81);
    try (Socket socket = connect(HostedCacheVersion.V2)) {
      String head = "POST " + V2 + " HTTP/1.1\r\nConnection: close\r\nContent-Length: ";
      send(socket, head + offer.length, new byte[0]);
      for (byte piece : offer) {
        socket.getOutputStream().write(piece);
      }
      byte[] answer = socket.getInputStream().readAllBytes();
      assertAnswers(new String(answer, StandardCharsets.ISO_8859_1), ResponseCode.OK);
    }
  }

  @Test
  void create_withInvalidTimeout_isRejected() {
    assertThatThrownBy(() -> new HostedCacheHandler(hosted.hosted, Duration.ZERO))
        .hasMessage("timeout PT0S is too short");
  }
}
