package org.peerdist.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peerdist.content.ContentInformation;
import org.peerdist.retrieval.RetrievalServer;

/** The modules {@code peerdist…} in the distributions of Jetty, from its setup to its removal. */
@Timeout(600)
class JettyModuleIT {
  private static final String MODULES = "peerdist,peerdist-peer,peerdist-hosted-cache";
  private static final String PASSWORD = "password";
  private static final long LARGE = 300L << 20;
  private static final long LITTLE = 1 << 20;
  private static final int MEDIUM = 200_000;
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path temp;
  private JettyBase base;
  private HttpClient http;

  @BeforeEach
  void createClient() throws Exception {
    SSLContext trusting = SSLContext.getInstance("TLS");
    trusting.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
    http = HttpClient.newBuilder().sslContext(trusting).connectTimeout(LONG).build();
  }

  /** One server has it all: starts are what takes the time here. */
  @ParameterizedTest
  @CsvSource({
    "12.0.31, ee10, gzip, GzipHandler",
    "12.1.12, ee10, compression-gzip, CompressionHandler",
    "12.1.12, ee11, compression-gzip, CompressionHandler"
  })
  void module_inADistribution_doesItsWorkAndLeavesNothing(
      String version, String ee, String compression, String compressionHandler) throws Exception {
    base = JettyBase.create(version, temp.resolve("base"));
    base.start("--add-modules=http,https,http2," + ee + "-deploy," + compression);
    Map<String, FileTime> before = files();
    base.unpackModules();
    String added = base.start("--add-modules=" + MODULES, "peerdist.publish=webapps/ROOT,hosts");
    for (String module : MODULES.split(",", -1)) {
      assertThat(added).contains("initialized in ${jetty.base}/start.d/" + module + ".ini");
    }
    deploy(ee);
    makeKeys();
    try (JettyBase running = base) {
      running.serve(
          "jetty.http.host=127.0.0.1",
          "jetty.http.port=0",
          "jetty.ssl.host=127.0.0.1",
          "jetty.ssl.port=0",
          "jetty.ssl.sniHostCheck=false",
          "jetty.sslContext.keyStorePath=keys",
          "jetty.sslContext.keyStorePassword=" + PASSWORD,
          "peerdist.peer.host=127.0.0.1",
          "peerdist.peer.port=0",
          "peerdist.peer.discovery=false");
      assertHandlersInOrder(compressionHandler);
      URI plain = URI.create("http://127.0.0.1:" + running.port("HTTP/1.1"));
      URI secure = URI.create("https://127.0.0.1:" + running.port("SSL"));
      awaitHashes(plain.resolve("/large"));
      assertHitReadsNothing(plain.resolve("/large"));
      assertHitReadsNothing(secure.resolve("/large"));
      assertOverTls(secure);
      assertBesideCompression(plain);
      assertVirtualHosts(plain);
      assertArchive(plain);
      assertHostedCache(plain);
      assertPeer(plain);
      assertThat(running.log()).doesNotContain("Exception", ":ERROR:");
      // Jetty warns of ciphers that its own settings allow.
      assertThat(running.log().lines().filter(line -> line.contains(":WARN ")))
          .allMatch(line -> line.contains("Weak cipher suite"));
    }
    remove();
    assertThat(files().keySet()).isEqualTo(before.keySet());
  }

  private static byte[] content(int seed) {
    byte[] content = new byte[MEDIUM];
    new Random(seed).nextBytes(content);
    return content;
  }

  private void deploy(String ee) throws Exception {
    Path root = Files.createDirectories(base.path("webapps/ROOT"));
    try (RandomAccessFile large = new RandomAccessFile(root.resolve("large").toFile(), "rw")) {
      large.setLength(LARGE);
    }
    Files.write(root.resolve("medium"), content(0));
    Files.writeString(root.resolve("text.txt"), "All work and no play. ".repeat(10_000));
    FileTime same = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
    for (int host = 1; host <= 2; host++) {
      Path folder = Files.createDirectories(base.path("hosts/host" + host));
      Files.write(folder.resolve("same"), content(host));
      Files.setLastModifiedTime(folder.resolve("same"), same);
      Files.writeString(base.path("webapps/host" + host + ".xml"), virtualHost(ee, host, folder));
    }
    Path inside = Files.createDirectories(temp.resolve("war"));
    Files.write(inside.resolve("in-war"), content(3));
    Process jar =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jar").toString(),
                "cf",
                base.path("webapps/app.war").toString(),
                "in-war")
            .directory(inside.toFile())
            .inheritIO()
            .start();
    assertThat(jar.waitFor()).isZero();
  }

  private static String virtualHost(String ee, int number, Path folder) {
    return """
    <?xml version="1.0"?>
    <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "https://jetty.org/configure_10_0.dtd">
    <Configure class="org.eclipse.jetty.%s.webapp.WebAppContext">
      <Set name="contextPath">/</Set>
      <Set name="war">%s</Set>
      <Call name="addVirtualHosts">
        <Arg><Array type="String"><Item>host%d.example</Item></Array></Arg>
      </Call>
    </Configure>
    """
        .formatted(ee, folder, number);
  }

  private void makeKeys() throws Exception {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    line.addAll(List.of("-genkeypair", "-keyalg", "EC", "-dname", "CN=jetty", "-alias", "jetty"));
    line.addAll(List.of("-keystore", base.path("keys").toString(), "-storepass", PASSWORD));
    assertThat(new ProcessBuilder(line).start().waitFor()).isZero();
  }

  private void assertHandlersInOrder(String compressionHandler) throws IOException {
    String dump = base.log();
    assertThat(dump).contains(compressionHandler + "@", "PeerDistHandler@");
    assertThat(dump.indexOf(compressionHandler + "@")).isLessThan(dump.indexOf("PeerDistHandler@"));
    assertThat(dump.indexOf("PeerDistHandler@"))
        .isLessThan(dump.indexOf("= oejsh.ContextHandlerCollection@"));
  }

  private HttpResponse<byte[]> get(URI url, String... fields) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(LONG);
    return http.send(
        fields.length == 0 ? request.build() : request.headers(fields).build(),
        BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> ask(URI url, String... more) throws Exception {
    List<String> fields = new ArrayList<>(List.of("Accept-Encoding", "gzip, peerdist"));
    fields.addAll(List.of("X-P2P-PeerDist", "Version=1.1", "X-P2P-PeerDistEx"));
    fields.add("MinContentInformation=1.0, MaxContentInformation=2.0");
    fields.addAll(List.of(more));
    return get(url, fields.toArray(String[]::new));
  }

  private static String coding(HttpResponse<byte[]> answer) {
    return answer.headers().firstValue("Content-Encoding").orElse("none");
  }

  private HttpResponse<byte[]> awaitHashes(URI url, String... more) throws Exception {
    long end = System.nanoTime() + LONG.toNanos();
    HttpResponse<byte[]> answer = ask(url, more);
    while (!coding(answer).equals("peerdist")) {
      assertThat(answer.statusCode()).as("status of %s", url).isEqualTo(200);
      assertThat(System.nanoTime()).as("hashes of %s come", url).isLessThan(end);
      LockSupport.parkNanos(50_000_000);
      answer = ask(url, more);
    }
    return answer;
  }

  private static void assertDescribes(HttpResponse<byte[]> answer, byte[] content)
      throws Exception {
    assertThat(coding(answer)).isEqualTo("peerdist");
    ContentInformation information = ContentInformation.decode(ByteBuffer.wrap(answer.body()));
    assertThat(information.range().length()).isEqualTo(content.length);
    information
        .segments()
        .forEach(
            segment -> {
              int start = Math.toIntExact(segment.range().start());
              ByteBuffer block = ByteBuffer.wrap(content, start, segment.length());
              assertThat(segment.verify(0, block)).as("segment at %d", start).isPresent();
            });
  }

  private void assertHitReadsNothing(URI url) throws Exception {
    ask(url);
    long before = base.bytesRead();
    HttpResponse<byte[]> answer = ask(url);
    assertThat(coding(answer)).isEqualTo("peerdist");
    assertThat(answer.headers().firstValue("X-P2P-PeerDist"))
        .contains("Version=1.1, ContentLength=" + LARGE);
    if (before >= 0) {
      assertThat(base.bytesRead() - before).as("read for a hit").isLessThan(LITTLE);
    }
  }

  private void assertOverTls(URI secure) throws Exception {
    HttpResponse<byte[]> hashes = awaitHashes(secure.resolve("/medium"));
    assertThat(hashes.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertDescribes(hashes, content(0));
    HttpResponse<byte[]> whole = get(secure.resolve("/medium"));
    assertThat(whole.body()).isEqualTo(content(0));
    assertThat(whole.headers().firstValue("Vary").orElse("")).contains("X-P2P-PeerDist");
  }

  private void assertBesideCompression(URI plain) throws Exception {
    URI text = plain.resolve("/text.txt");
    HttpResponse<byte[]> packed = get(text, "Accept-Encoding", "gzip");
    assertThat(coding(packed)).isEqualTo("gzip");
    HttpResponse<byte[]> hashes = awaitHashes(text);
    assertDescribes(hashes, Files.readAllBytes(base.path("webapps/ROOT/text.txt")));
    assertThat(coding(get(text, "Accept-Encoding", "gzip"))).isEqualTo("gzip");
    assertThat(coding(get(text))).isEqualTo("none");
  }

  /** The same path, length and date, but other bytes. */
  private void assertVirtualHosts(URI plain) throws Exception {
    URI same = plain.resolve("/same");
    for (int host = 1; host <= 2; host++) {
      String[] name = {"Host", "host" + host + ".example"};
      assertDescribes(awaitHashes(same, name), content(host));
      assertThat(get(same, name).body()).isEqualTo(content(host));
    }
    assertThat(ask(same).statusCode()).isEqualTo(404);
  }

  private void assertArchive(URI plain) throws Exception {
    URI file = plain.resolve("/app/in-war");
    assertDescribes(awaitHashes(file), content(3));
    assertThat(get(file).body()).isEqualTo(content(3));
  }

  /** One client fetches and offers; the other one has nothing from the origin but hashes. */
  private void assertHostedCache(URI plain) throws Exception {
    JsonNode first = fetch("first", plain);
    assertThat(first.get("fromOrigin").asLong()).as(first.toString()).isEqualTo(MEDIUM);
    JsonNode second = fetch("second", plain);
    // Who offers waits a moment only for a hosted cache that has much to do: the next one goes on.
    for (int i = 0; i < 10 && second.get("fromHostedCache").asLong() < MEDIUM; i++) {
      second = fetch("more" + i, plain);
      assertThat(Files.readAllBytes(temp.resolve("more" + i + ".out"))).isEqualTo(content(0));
    }
    assertThat(second.get("fromHostedCache").asLong()).as(second.toString()).isEqualTo(MEDIUM);
    assertThat(Files.readAllBytes(temp.resolve("second.out"))).isEqualTo(content(0));
  }

  private JsonNode fetch(String client, URI plain) throws Exception {
    Commands commands = Commands.of(Path.of(System.getProperty("peerdist.launcher")));
    List<String> line = commands.peerdist("get", plain.resolve("/medium"), "--json");
    line.addAll(List.of("-o", temp.resolve(client + ".out").toString()));
    line.addAll(List.of("--state", temp.resolve(client).toString(), "--no-discovery"));
    line.addAll(List.of("--hosted-cache", plain.getAuthority()));
    Commands.Ended ended = commands.end(line);
    assertThat(ended.status()).as(ended.errors()).isZero();
    return new ObjectMapper().readTree(ended.output());
  }

  /** What 'get' says of a download with the state folder of the server that runs. */
  private long getWithItsCache(URI plain, String count) throws Exception {
    Commands commands = Commands.of(Path.of(System.getProperty("peerdist.launcher")));
    List<String> line = commands.peerdist("get", plain.resolve("/medium"), "--json");
    line.addAll(List.of("-o", temp.resolve("got").toString(), "--no-discovery"));
    line.addAll(List.of("--state", base.path("var/peerdist").toString()));
    Commands.Ended ended = commands.end(line);
    assertThat(ended.status()).as(ended.errors()).isZero();
    assertThat(ended.errors()).isEmpty();
    return new ObjectMapper().readTree(ended.output()).get(count).asLong();
  }

  /** Its port is there, and for peers only. */
  private void assertPeer(URI plain) throws Exception {
    Matcher ready = Pattern.compile("This server is a peer at port (\\d+)").matcher(base.log());
    assertThat(ready.find()).isTrue();
    URI peer = URI.create("http://127.0.0.1:" + ready.group(1));
    HttpRequest.Builder empty =
        HttpRequest.newBuilder(peer.resolve(RetrievalServer.PATH))
            .POST(HttpRequest.BodyPublishers.noBody());
    assertThat(http.send(empty.build(), BodyHandlers.discarding()).statusCode()).isEqualTo(400);
    assertThat(get(peer.resolve("/medium")).statusCode()).isEqualTo(404);
    assertThat(getWithItsCache(plain, "fromOrigin")).isPositive();
    assertThat(getWithItsCache(plain, "fromOrigin")).isZero();
    assertThat(getWithItsCache(plain, "fromCache")).isPositive();
    awaitDownloads(peer.resolve("/peerdist/"), plain.resolve("/medium"));
    assertThat(get(plain.resolve("/medium")).statusCode()).isEqualTo(200);
  }

  /** Its page has the downloads of {@code get}, which tells of them when it ends. */
  private void awaitDownloads(URI page, URI content) throws Exception {
    long end = System.nanoTime() + LONG.toNanos();
    String metrics = "";
    while (!metrics.contains("\npeerdist_downloads_ended_total 3\n")) {
      assertThat(System.nanoTime()).as(metrics).isLessThan(end);
      metrics = new String(get(page.resolve("metrics")).body(), UTF_8);
    }
    assertThat(new String(get(page.resolve("status.json")).body(), UTF_8))
        .contains("{\"text\":\"" + content + "\"}");
  }

  private void remove() throws Exception {
    assertThat(base.start("--list-config")).contains("modules/peerdist/peerdist.xml");
    for (String module : MODULES.split(",", -1)) {
      Files.delete(base.path("start.d/" + module + ".ini"));
    }
    assertThat(base.start("--list-config")).doesNotContain("peerdist/peerdist");
    for (String module : MODULES.split(",", -1)) {
      Files.delete(base.path("modules/" + module + ".mod"));
    }
    for (String folder : List.of("modules/peerdist", "lib/peerdist", "var/peerdist")) {
      deleteAll(base.path(folder));
    }
    for (String mine : List.of("webapps/ROOT", "hosts")) {
      deleteAll(base.path(mine));
    }
    for (String mine : List.of("webapps/app.war", "webapps/host1.xml", "webapps/host2.xml")) {
      Files.delete(base.path(mine));
    }
    Files.delete(base.path("keys"));
    Files.delete(base.path("log"));
  }

  private static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
        Files.delete(file);
      }
    }
  }

  /** The files of the base, and when they were written. */
  private Map<String, FileTime> files() throws IOException {
    Map<String, FileTime> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(base.path(""))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        found.put(base.path("").relativize(file).toString(), Files.getLastModifiedTime(file));
      }
    }
    return found;
  }

  /** Trusts the certificate of the test. */
  private static final class Trusting extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
