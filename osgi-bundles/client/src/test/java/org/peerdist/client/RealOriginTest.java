package org.peerdist.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The client against HTTP servers on real sockets. */
@Timeout(60)
class RealOriginTest {
  private static final char[] PASSWORD = "password".toCharArray();

  @TempDir Path folder;

  private final byte[] content = new byte[3_000_000];
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final ConcurrentHashMap<String, String> seen = new ConcurrentHashMap<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    new Random(1).nextBytes(content);
    server = HttpServer.create(loopback(), 0);
    serve(server);
  }

  @AfterEach
  void stop() {
    server.stop(0);
    executor.shutdownNow();
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private void serve(HttpServer on) {
    on.setExecutor(executor);
    on.createContext("/data", this::data);
    on.createContext("/moved", e -> redirect(e, "/data"));
    on.createContext("/circle", e -> redirect(e, "/circle"));
    on.createContext("/nothing", e -> e.sendResponseHeaders(404, -1));
    on.start();
  }

  private void data(HttpExchange exchange) throws IOException {
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> seen.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    try (exchange) {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content);
    }
  }

  private static void redirect(HttpExchange exchange, String to) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Location", to);
      exchange.sendResponseHeaders(302, -1);
    }
  }

  private URI url(HttpServer of, String scheme, String path) {
    InetSocketAddress address = of.getAddress();
    return URI.create(scheme + "://localhost:" + address.getPort() + path);
  }

  private DownloadReport fetch(ClientOptions options, URI url, Path file) throws Exception {
    try (PeerDistClient client =
            new PeerDistClient(
                options, BlockStore.NONE, List.of(), List.of(), segments -> List.of());
        DownloadTarget target = DownloadTarget.ofFile(file)) {
      return client.fetch(DownloadRequest.of(url, target));
    }
  }

  private DownloadReport fetch(String path) throws Exception {
    Path file = folder.resolve("out");
    DownloadReport report = fetch(ClientOptions.defaults(), url(server, "http", path), file);
    assertThat(Files.readAllBytes(file)).isEqualTo(content);
    return report;
  }

  @Test
  void fetch_originWithoutPeerDist_isPlain() throws Exception {
    assertThat(fetch("/data").fromOrigin()).isEqualTo(content.length);
    assertThat(seen).containsEntry("accept-encoding", "peerdist");
    assertThat(seen).containsEntry("x-p2p-peerdist", "Version=1.1");
    assertThat(seen)
        .containsEntry("x-p2p-peerdistex", "MinContentInformation=1.0, MaxContentInformation=2.0");
    assertThat(seen).doesNotContainKey("cookie");
  }

  @Test
  void fetch_redirect_isFollowed() throws Exception {
    assertThat(fetch("/moved").fromOrigin()).isEqualTo(content.length);
  }

  @Test
  void fetch_endlessRedirects_isOneSentence() {
    assertThatThrownBy(() -> fetch("/circle"))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("302");
  }

  @Test
  void fetch_missing_isOneSentenceAndNoFile() {
    assertThatThrownBy(() -> fetch("/nothing"))
        .isInstanceOf(DownloadException.class)
        .hasMessageContaining("404");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void fetch_nobodyListens_isOneSentence() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    URI url = URI.create("http://localhost:" + port + "/x");
    assertThatThrownBy(() -> fetch(ClientOptions.defaults(), url, folder.resolve("out")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no connection to the origin");
  }

  @Test
  void fetch_silentOrigin_isGivenUp() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    server.createContext(
        "/stuck",
        exchange -> {
          exchange.sendResponseHeaders(200, content.length);
          exchange.getResponseBody().write(content, 0, 1000);
          exchange.getResponseBody().flush();
          await(end);
        });
    ClientOptions options = ClientOptions.defaults().withOriginTimeout(Duration.ofSeconds(2));
    URI url = url(server, "http", "/stuck");
    assertThatThrownBy(() -> fetch(options, url, folder.resolve("out")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("silent");
    end.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void fetch_selfSignedHttps_isDoneWithInjectedTrustOnly() throws Exception {
    SSLContext tls = selfSigned();
    HttpsServer https = HttpsServer.create(loopback(), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(tls));
    serve(https);
    try {
      URI url = url(https, "https", "/data");
      Path file = folder.resolve("out");
      fetch(ClientOptions.defaults().withTls(tls), url, file);
      assertThat(Files.readAllBytes(file)).isEqualTo(content);
      assertThatThrownBy(() -> fetch(ClientOptions.defaults(), url, file))
          .isInstanceOf(DownloadException.class)
          .hasMessageContaining("no secure connection")
          .hasMessageEndingWith("nobody who is trusted issued the origin's certificate");
    } finally {
      https.stop(0);
    }
  }

  /** Made by the runtime's own keytool. */
  private SSLContext selfSigned() throws Exception {
    Path store = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("origin", keys.getCertificate("mykey"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  @Test
  void request_otherSchemes_areRefused() {
    DownloadTarget target = DownloadTarget.ofFile(folder.resolve("out"));
    for (String url : Arrays.asList("ftp://host/x", "file:///etc/passwd", "nonsense")) {
      assertThatThrownBy(() -> DownloadRequest.of(URI.create(url), target))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no http or https URL");
    }
  }

  @Test
  void downloads_ofAClient_areInItsLog() throws Exception {
    String base = "http://localhost:" + server.getAddress().getPort();
    try (PeerDistClient client = new PeerDistClient(ClientOptions.defaults(), BlockStore.NONE)) {
      for (String path : List.of("/data?key=secret", "/nothing")) {
        try (DownloadTarget target = DownloadTarget.ofFile(folder.resolve("out"))) {
          client.fetch(DownloadRequest.of(URI.create(base + path), target));
        } catch (DownloadException e) {
          assertThat(e).hasMessageContaining("404");
        }
      }
      DownloadLog log = client.downloads();
      assertThat(log.active()).isZero();
      assertThat(log.ended()).isEqualTo(2);
      assertThat(log.bytesFromOrigin()).isEqualTo(content.length);
      assertThat(log.entries())
          .extracting(DownloadLog.Entry::url, DownloadLog.Entry::why)
          .containsExactly(
              tuple(base + "/nothing", "the origin answered 404 for " + base + "/nothing"),
              tuple(
                  base + "/data",
                  "the origin sent no hashes: no validator (neither ETag nor Last-Modified)"));
    }
  }
}
