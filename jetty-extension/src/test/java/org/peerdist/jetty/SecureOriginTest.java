package org.peerdist.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.peerdist.jetty.Asking.V1;
import static org.peerdist.jetty.Asking.V2;
import static org.peerdist.jetty.Asking.content;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentVersion;

/** An origin over TLS, with HTTP/1.1 and with HTTP/2. */
@Timeout(60)
class SecureOriginTest {
  private static final byte[] DATA = content(3_000_000, 1);

  @TempDir private Path temp;
  private FileOrigin origin;
  private Server server;
  private TestKeys keys;

  @BeforeEach
  void start() throws Exception {
    Path site = Files.createDirectories(temp.resolve("site"));
    Files.write(site.resolve("data"), DATA);
    keys = TestKeys.make(temp);
    origin =
        FileOrigin.builder(site, temp.resolve("cache"), TestOrigin.PASSPHRASE).publish(true).open();
    server = new Server();
    server.addConnector(connector());
    server.setHandler(origin.handler());
    server.start();
    assertThat(origin.awaitPublished(Duration.ofSeconds(30))).isTrue();
  }

  private ServerConnector connector() {
    HttpConfiguration https = new HttpConfiguration();
    https.addCustomizer(new SecureRequestCustomizer());
    ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
    alpn.setDefaultProtocol("http/1.1");
    ServerConnector connector =
        new ServerConnector(
            server,
            new SslConnectionFactory(keys.forServer(), alpn.getProtocol()),
            alpn,
            new HTTP2ServerConnectionFactory(https),
            new HttpConnectionFactory(https));
    connector.setHost("127.0.0.1");
    return connector;
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    origin.close();
  }

  private HttpClient client(HttpClient.Version version) throws Exception {
    return HttpClient.newBuilder().sslContext(keys.forClient()).version(version).build();
  }

  private HttpRequest request(String path, String... fields) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create("https://localhost:" + TestOrigin.port(server) + "/" + path));
    for (String field : fields) {
      request.header(field.substring(0, field.indexOf(':')), field.substring(field.indexOf(' ')));
    }
    return request.build();
  }

  private static boolean isHashes(HttpResponse<byte[]> answer) {
    return answer.headers().firstValue("Content-Encoding").filter("peerdist"::equals).isPresent();
  }

  @ParameterizedTest
  @EnumSource
  void get_overTls_isAsWithout(HttpClient.Version version) throws Exception {
    HttpClient client = client(version);
    HttpResponse<byte[]> hashes = client.send(request("data", V2), BodyHandlers.ofByteArray());
    assertThat(hashes.version()).isEqualTo(version);
    assertThat(isHashes(hashes)).isTrue();
    assertThat(ByteBuffer.wrap(hashes.body()))
        .isEqualTo(TestOrigin.hashes(ContentVersion.V2, DATA));
    String etag = hashes.headers().firstValue("ETag").orElseThrow();

    HttpResponse<byte[]> plain = client.send(request("data"), BodyHandlers.ofByteArray());
    assertThat(plain.body()).isEqualTo(DATA);
    assertThat(plain.headers().firstValue("ETag")).contains(etag);

    String[] unchanged = Asking.and(V2, "If-None-Match: " + etag);
    assertThat(client.send(request("data", unchanged), BodyHandlers.ofByteArray()).statusCode())
        .isEqualTo(304);
    String[] missing = {
      "Accept-Encoding: peerdist",
      "X-P2P-PeerDist: Version=1.1, MissingDataRequest=true",
      "Range: bytes=100-199"
    };
    assertThat(client.send(request("data", missing), BodyHandlers.ofByteArray()).body())
        .isEqualTo(Arrays.copyOfRange(DATA, 100, 200));
  }

  @ParameterizedTest
  @EnumSource
  void get_range_getsHashesOfTheRange(HttpClient.Version version) throws Exception {
    String[] range = Asking.and(V1, "Range: bytes=100000-2000000");
    HttpResponse<byte[]> part =
        client(version).send(request("data", range), BodyHandlers.ofByteArray());
    assertThat(part.statusCode()).isEqualTo(206);
    ContentInformation whole =
        ContentInformation.decode(TestOrigin.hashes(ContentVersion.V1, DATA));
    assertThat(ByteBuffer.wrap(part.body()))
        .isEqualTo(whole.encode(ContentRange.ofEnd(100_000, 2_000_001)));
  }

  @ParameterizedTest
  @EnumSource
  void get_hitsAndMissesAtOnce_doNotDisturbEachOther(HttpClient.Version version) throws Exception {
    ByteBuffer hashes = TestOrigin.hashes(ContentVersion.V2, DATA);
    HttpClient client = client(version);
    List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      HttpRequest request = i % 4 == 0 ? request("data") : request("data", V2);
      answers.add(client.sendAsync(request, BodyHandlers.ofByteArray()));
    }
    for (int i = 0; i < answers.size(); i++) {
      HttpResponse<byte[]> answer = answers.get(i).get();
      assertThat(isHashes(answer)).isEqualTo(i % 4 != 0);
      assertThat(ByteBuffer.wrap(answer.body()))
          .isEqualTo(i % 4 == 0 ? ByteBuffer.wrap(DATA) : hashes);
    }
    assertThat(origin.statistics().hashResponses()).isEqualTo(30);
    assertThat(origin.statistics().serverMisses()).isZero();
  }
}
