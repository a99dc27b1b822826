package org.peerdist.jetty.module;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.DefaultHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.hostedcache.HostedCacheVersion;
import org.peerdist.jetty.TestCertificate;
import org.peerdist.retrieval.RetrievalServer;

/** Who answers where: 400 is what both protocols say to an empty message. */
class CacheModuleTest {
  @TempDir private Path base;
  private final Server server = new Server();
  private final ServerConnector usual = new ServerConnector(server);

  @BeforeEach
  void configure() {
    usual.setHost("127.0.0.1");
    server.addConnector(usual);
    server.setHandler(new DefaultHandler(false, false));
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private int post(Connector connector, String path) throws IOException, InterruptedException {
    int port = ((ServerConnector) connector).getLocalPort();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .POST(BodyPublishers.noBody())
            .build();
    HttpResponse<Void> answer = HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
    return answer.statusCode();
  }

  @Test
  void peer_itsOwnPort_answersRetrievalOnly() throws Exception {
    PeerModule peer = new PeerModule(base.toString());
    peer.setHost("127.0.0.1");
    peer.setPort("0");
    peer.setDiscovery("false");
    peer.install(server);
    server.start();
    Connector own = server.getConnectors()[1];
    assertThat(own.getName()).isEqualTo("peerdist.peer");
    assertThat(post(own, RetrievalServer.PATH)).isEqualTo(400);
    assertThat(post(own, "/other")).isEqualTo(404);
    assertThat(post(usual, RetrievalServer.PATH)).isEqualTo(404);
  }

  private HttpResponse<String> status(String who) throws Exception {
    PeerModule peer = new PeerModule(base.toString());
    peer.setHost("127.0.0.1");
    peer.setPort("0");
    peer.setDiscovery("false");
    peer.setStatus(who);
    peer.install(server);
    server.start();
    int port = ((ServerConnector) server.getConnectors()[1]).getLocalPort();
    URI url = URI.create("http://127.0.0.1:" + port + "/peerdist/status.json");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
  }

  @Test
  void peer_status_tellsOfItAndOfDownloadsWithItsCache() throws Exception {
    assertThat(status("local").body())
        .contains("{\"title\":\"Peer\"", "{\"title\":\"Cache\"")
        .contains("{\"title\":\"Downloads of 'get'\"", "{\"title\":\"Last downloads\"");
  }

  @Test
  void peer_statusOff_isNotThere() throws Exception {
    assertThat(status("off").statusCode()).isEqualTo(404);
  }

  @Test
  void hostedCache_usualSettings_answersOnTheConnectorsOfTheServer() throws Exception {
    new HostedCacheModule(base.toString()).install(server);
    server.start();
    assertThat(server.getConnectors()).containsExactly(usual);
    assertThat(post(usual, RetrievalServer.PATH)).isEqualTo(400);
    assertThat(post(usual, HostedCacheVersion.V2.path())).isEqualTo(400);
    assertThat(post(usual, HostedCacheVersion.V1.path())).isEqualTo(404);
    server.stop();
    // The cache was closed, or it could not be opened again.
    new HostedCacheModule(base.toString()).install(new Server());
  }

  @Test
  void hostedCache_portOfItsOwn_answersThereOnly() throws Exception {
    HostedCacheModule hosted = new HostedCacheModule(base.toString());
    hosted.setHost("127.0.0.1");
    hosted.setPort("0");
    hosted.install(server);
    server.start();
    assertThat(post(server.getConnectors()[1], HostedCacheVersion.V2.path())).isEqualTo(400);
    assertThat(post(usual, HostedCacheVersion.V2.path())).isEqualTo(404);
  }

  private static HttpResponse<Void> offer(ServerConnector tls, Path keys, String... fields)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    "https://127.0.0.1:" + tls.getLocalPort() + HostedCacheVersion.V1.path()))
            .POST(BodyPublishers.noBody());
    HttpClient client = HttpClient.newBuilder().sslContext(TestCertificate.trusting(keys)).build();
    return client.send(
        fields.length == 0 ? request.build() : request.headers(fields).build(),
        BodyHandlers.discarding());
  }

  @Test
  void hostedCache_users_mayOfferByHttpsAndEverybodyElseByHttp() throws Exception {
    Path keys = TestCertificate.create(base);
    SslContextFactory.Server settings = new SslContextFactory.Server();
    settings.setKeyStorePath(keys.toString());
    settings.setKeyStorePassword(TestCertificate.PASSWORD);
    HttpConfiguration secure = new HttpConfiguration();
    secure.addCustomizer(new SecureRequestCustomizer(false));
    ServerConnector tls =
        new ServerConnector(
            server,
            new SslConnectionFactory(settings, "http/1.1"),
            new HttpConnectionFactory(secure));
    tls.setHost("127.0.0.1");
    server.addConnector(tls);
    Files.writeString(base.resolve("users"), "ann: secret\n");
    HostedCacheModule hosted = new HostedCacheModule(base.toString());
    hosted.setUsers("users");
    hosted.install(server);
    server.start();
    assertThat(offer(tls, keys).statusCode()).isEqualTo(401);
    String login = Base64.getEncoder().encodeToString("ann:secret".getBytes(UTF_8));
    assertThat(offer(tls, keys, "Authorization", "Basic " + login).statusCode()).isEqualTo(400);
    String wrong = Base64.getEncoder().encodeToString("ann:guess".getBytes(UTF_8));
    assertThat(offer(tls, keys, "Authorization", "Basic " + wrong).statusCode()).isEqualTo(401);
    assertThat(post(usual, HostedCacheVersion.V2.path())).isEqualTo(400);
    assertThat(post(usual, RetrievalServer.PATH)).isEqualTo(400);
    assertThat(post(usual, "/other")).isEqualTo(404);
  }

  @Test
  void hostedCache_onLoopback_isAnnouncedOnlyIfWanted() throws Exception {
    HostedCacheModule hosted = new HostedCacheModule(base.toString());
    hosted.install(server);
    server.start();
    assertThat(hosted.isAnnounced()).isFalse();
    server.stop();
    Server other = new Server();
    HostedCacheModule wanted = new HostedCacheModule(base.toString());
    wanted.setHost("127.0.0.1");
    wanted.setPort("0");
    wanted.setAnnounce("true");
    wanted.install(other);
    other.start();
    assertThat(wanted.isAnnounced()).isTrue();
    other.stop();
  }

  @Test
  void hostedCache_nonsense_isRefusedWithTheSettingAndItsValue() {
    HostedCacheModule hosted = new HostedCacheModule(base.toString());
    assertThatThrownBy(() -> hosted.setAnnounce("maybe"))
        .hasMessage("peerdist.hostedCache.announce=maybe: true or false is expected");
    assertThatThrownBy(() -> hosted.setService("cache"))
        .hasMessageStartingWith("peerdist.hostedCache.service=cache: a principal such as ");
    hosted.setUsers("nowhere");
    assertThatThrownBy(() -> hosted.install(server)).isInstanceOf(NoSuchFileException.class);
    hosted.setKeytab("nowhere");
    assertThatThrownBy(() -> hosted.install(server)).hasMessageEndingWith("exclude each other");
  }

  @Test
  void set_nonsense_isRefusedWithTheSettingAndItsValue() {
    PeerModule peer = new PeerModule(base.toString());
    assertThatThrownBy(() -> peer.setPort("70000"))
        .hasMessage("peerdist.peer.port=70000: a whole number from 0 to 65535 is expected");
    assertThatThrownBy(() -> peer.setCacheSize("0%")).hasMessageContaining("from 1 to 100");
    assertThatThrownBy(() -> peer.setCacheSize("1 GB"))
        .hasMessageStartingWith("peerdist.peer.cacheSize=1 GB: a whole number from ");
    assertThatThrownBy(() -> peer.setUploads("0")).hasMessageContaining("peerdist.peer.uploads=0");
    assertThatThrownBy(() -> peer.setUploadRate("-1"))
        .hasMessageContaining("peerdist.peer.uploadRate=-1");
    assertThatThrownBy(() -> peer.setStatus("some"))
        .hasMessage("peerdist.peer.status=some: local or all or off is expected");
    assertThatThrownBy(() -> peer.setDiscovery("maybe"))
        .hasMessage("peerdist.peer.discovery=maybe: true or false is expected");
  }
}
