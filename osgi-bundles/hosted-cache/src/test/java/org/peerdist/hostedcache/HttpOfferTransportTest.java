package org.peerdist.hostedcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.peerdist.retrieval.Answer;
import org.peerdist.retrieval.FailureKind;
import org.peerdist.wire.Bytes;

@Timeout(60)
class HttpOfferTransportTest {
  private static final Bytes MESSAGE = Bytes.ofHex("0102030405");

  /** What the server does with a request. */
  private interface Script {
    void run(HttpExchange exchange) throws IOException;
  }

  private final List<Bytes> received = new CopyOnWriteArrayList<>();
  private final List<String> paths = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private volatile Script script;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  private void serve(HttpExchange exchange) throws IOException {
    received.add(Bytes.copyOf(exchange.getRequestBody().readAllBytes()));
    paths.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    script.run(exchange);
    exchange.close();
  }

  @AfterEach
  void stop() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private Answer<ByteBuffer> exchange(OfferTransportSettings settings) {
    HostedCacheAddress cache =
        new HostedCacheAddress(HostedCacheVersion.V2, "127.0.0.1", server.getAddress().getPort());
    return HttpOfferTransport.create(settings).exchange(cache, MESSAGE.asByteBuffer());
  }

  private Answer<ByteBuffer> exchange() {
    return exchange(OfferTransportSettings.DEFAULT.withTimeout(Duration.ofSeconds(50)));
  }

  private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private void assertFailed(Answer<ByteBuffer> answer, FailureKind kind) {
    assertThat(answer).isInstanceOf(Answer.Failed.class);
    assertThat(((Answer.Failed<ByteBuffer>) answer).kind()).isEqualTo(kind);
  }

  @Test
  void exchange_postsToTheUrl() {
    // SPEC [MS-PCHC] 2.1
    script = exchange -> respond(exchange, 200, new byte[] {0, 0, 0, 1, 0});
    for (int i = 0; i < 3; i++) {
      assertThat(exchange().given()).contains(Wire.hex("0000000100"));
    }
    assertThat(received).containsExactly(MESSAGE, MESSAGE, MESSAGE);
    assertThat(paths).containsOnly("POST /0131501b-d67f-491b-9a40-c4bf27bcb4d4");
  }

  @Test
  void exchange_withOtherStatus_fails() {
    for (int status : new int[] {204, 400, 403, 404, 500}) {
      script = exchange -> respond(exchange, status, new byte[0]);
      assertFailed(exchange(), FailureKind.REFUSED);
    }
    script = exchange -> respond(exchange, 503, new byte[0]);
    assertFailed(exchange(), FailureKind.BUSY);
  }

  @Test
  void exchange_redirected_doesNotFollow() {
    script =
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          respond(exchange, 307, new byte[0]);
        };
    assertFailed(exchange(), FailureKind.REFUSED);
    assertThat(paths).hasSize(1);
  }

  @Test
  void exchange_withLongAnswer_takesNoMoreThanShowsIt() {
    script = exchange -> respond(exchange, 200, new byte[1_000_000]);
    assertThat(exchange().given().orElseThrow().remaining()).isEqualTo(6);
  }

  @Test
  void exchange_unanswered_endsInTime() {
    // SPEC [MS-PCHC] 3.2.2, 3.2.6: when the timer expires, the request is removed.
    script = exchange -> await();
    OfferTransportSettings hasty =
        OfferTransportSettings.DEFAULT.withTimeout(Duration.ofMillis(100));
    assertFailed(exchange(hasty), FailureKind.TIMEOUT);
    script =
        exchange -> {
          exchange.sendResponseHeaders(200, 5);
          exchange.getResponseBody().flush();
          await();
        };
    assertFailed(exchange(hasty), FailureKind.TIMEOUT);
  }

  private void await() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void exchange_answeredByteByByte_endsInTime() {
    script =
        exchange -> {
          exchange.sendResponseHeaders(200, 100_000);
          for (int i = 0; i < 100_000 && closing.getCount() > 0; i++) {
            exchange.getResponseBody().write(0);
            exchange.getResponseBody().flush();
          }
        };
    OfferTransportSettings hasty =
        OfferTransportSettings.DEFAULT.withTimeout(Duration.ofMillis(300));
    assertThat(exchange(hasty)).as("whatever it is, it ends").isNotNull();
  }

  @Test
  void exchange_whereNobodyListens_fails() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    HostedCacheAddress nobody = new HostedCacheAddress(HostedCacheVersion.V2, "127.0.0.1", port);
    assertFailed(
        HttpOfferTransport.create(OfferTransportSettings.DEFAULT)
            .exchange(nobody, MESSAGE.asByteBuffer()),
        FailureKind.REFUSED);
  }

  @Test
  void exchange_withLogin_isSentAgainWhenAsked() {
    // SPEC [MS-PCHC] 3.2.5.3
    script =
        exchange -> {
          String login = exchange.getRequestHeaders().getFirst("Authorization");
          if ("Basic YW5uOnNlY3JldA==".equals(login)) {
            respond(exchange, 200, new byte[] {0, 0, 0, 1, 1});
          } else {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"cache\"");
            respond(exchange, 401, new byte[0]);
          }
        };
    assertFailed(exchange(), FailureKind.REFUSED);
    PasswordAuthentication ann = new PasswordAuthentication("ann", "secret".toCharArray());
    assertThat(exchange(OfferTransportSettings.DEFAULT.withLogin(ann)).given())
        .contains(Wire.hex("0000000101"));
    assertThat(received).containsOnly(MESSAGE);
    PasswordAuthentication eve = new PasswordAuthentication("eve", "guess".toCharArray());
    assertFailed(exchange(OfferTransportSettings.DEFAULT.withLogin(eve)), FailureKind.REFUSED);
  }

  @Test
  void settings_withImpossibleTimeout_areRejected() {
    assertThatThrownBy(() -> OfferTransportSettings.DEFAULT.withTimeout(Duration.ZERO))
        .hasMessageContaining("PT0S");
    assertThatThrownBy(() -> OfferTransportSettings.DEFAULT.withTimeout(Duration.ofDays(99)))
        .hasMessageContaining("is not that of a request");
  }
}
