package org.peerdist.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.content.ServerPassphrase;
import org.peerdist.jetty.FileOrigin;
import org.peerdist.wire.Bytes;

/** The command {@code get} with an origin over TLS. */
@Timeout(120)
class HttpsIT {
  private static final String PASSWORD = "password";
  private static final String HINT = "; --cacert FILE says whose certificates to trust\n";

  @TempDir Path folder;
  private final Commands commands = Commands.of(Path.of(System.getProperty("peerdist.launcher")));
  private final byte[] content = new byte[1_000_000];
  private FileOrigin origin;
  private Server server;

  @BeforeEach
  void start() throws Exception {
    new Random(9).nextBytes(content);
    Path site = Files.createDirectory(folder.resolve("site"));
    Files.write(site.resolve("data"), content);
    ServerPassphrase passphrase = new ServerPassphrase(Bytes.ofHex("01"));
    origin =
        FileOrigin.builder(site, folder.resolve("publications"), passphrase).publish(true).open();
    keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=origin", "-ext", "san=dns:localhost");
    keytool("-exportcert", "-rfc", "-file", folder.resolve("origin.pem").toString());
    server = new Server();
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStorePath(folder.resolve("keys").toUri().toString());
    tls.setKeyStorePassword(PASSWORD);
    HttpConfiguration https = new HttpConfiguration();
    https.addCustomizer(new SecureRequestCustomizer());
    ServerConnector connector =
        new ServerConnector(
            server, new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(https));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(origin.handler());
    server.start();
    assertThat(origin.awaitPublished(Duration.ofSeconds(30))).isTrue();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    origin.close();
  }

  private void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    line.addAll(List.of(arguments));
    line.addAll(List.of("-keystore", folder.resolve("keys").toString(), "-storepass", PASSWORD));
    line.addAll(List.of("-alias", "origin"));
    Commands.Ended ended = commands.end(line);
    assertThat(ended.status()).as(ended.toString()).isZero();
  }

  private Commands.Ended get(String host, String... more) throws Exception {
    int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    String url = "https://" + host + ":" + port + "/data";
    List<String> line =
        new ArrayList<>(commands.peerdist("get", url, "-o", folder.resolve("out"), "--json"));
    line.addAll(List.of("--no-discovery", "--state", folder.resolve("state").toString()));
    line.addAll(List.of(more));
    return commands.end(line);
  }

  private void assertFailure(Commands.Ended ended, String pattern) {
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.output()).isEmpty();
    assertThat(ended.errors()).matches(pattern);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void get_trustedCertificate_getsHashesOverTls() throws Exception {
    Commands.Ended ended = get("localhost", "--cacert", folder.resolve("origin.pem").toString());
    assertThat(ended.errors()).isEmpty();
    JsonNode report = new ObjectMapper().readTree(ended.output());
    assertThat(report.get("hashBytes").asLong()).as(report.toString()).isPositive();
    assertThat(report.get("fromOrigin").asLong()).as(report.toString()).isEqualTo(content.length);
    assertThat(folder.resolve("out")).hasBinaryContent(content);
  }

  @Test
  void get_unknownCertificate_isOneLine() throws Exception {
    assertFailure(
        get("localhost"),
        "peerdist: no secure connection to https://\\S+: nobody who is trusted issued the origin's"
            + " certificate"
            + HINT);
  }

  @Test
  void get_certificateOfAnotherHost_isOneLine() throws Exception {
    assertFailure(
        get("127.0.0.1", "--cacert", folder.resolve("origin.pem").toString()),
        "peerdist: no secure connection to https://127.0.0.1:\\S+: .*127.0.0.1.*" + HINT);
  }

  @Test
  void get_noCertificatesInTheFile_isOneLine() throws Exception {
    Path file = folder.resolve("other.pem");
    assertFailure(
        get("localhost", "--cacert", file.toString()),
        "peerdist: .*other.pem: no such file or folder\n");
    Files.writeString(file, "no certificate", StandardCharsets.US_ASCII);
    assertFailure(
        get("localhost", "--cacert", file.toString()),
        "peerdist: .*other.pem has no certificates in PEM form.*\n");
  }
}
