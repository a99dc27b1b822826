package org.peerdist.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentTag;
import org.peerdist.content.Segment;
import org.peerdist.hostedcache.HostedCacheAddress;
import org.peerdist.hostedcache.HostedCacheClient;
import org.peerdist.hostedcache.HostedCacheVersion;
import org.peerdist.hostedcache.HttpOfferTransport;
import org.peerdist.hostedcache.OfferTransportSettings;
import org.peerdist.retrieval.Answer;
import org.peerdist.retrieval.BlockList;
import org.peerdist.retrieval.BlockRange;
import org.peerdist.retrieval.HttpRetrievalTransport;
import org.peerdist.retrieval.HttpTransportSettings;
import org.peerdist.retrieval.RetrievalClient;
import org.peerdist.retrieval.RetrievalTransport;

/** One client fetches, offers and leaves; another one has all from the hosted cache. */
@Timeout(180)
class HostedCacheIT {
  private static final Path LAUNCHER = Path.of(System.getProperty("peerdist.launcher"));
  private static final int LENGTH = 3 * 1024 * 1024 + 777;
  private static final Pattern READY = Pattern.compile("(?m)^ready (https?://.*)/$");
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final Commands commands = Commands.of(LAUNCHER);
  private Path content;
  private Process hostedCache;
  private final List<URI> urls = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    byte[] bytes = new byte[LENGTH];
    new Random(12).nextBytes(bytes);
    content = Files.write(Files.createDirectory(folder.resolve("site")).resolve("data"), bytes);
    Path output = folder.resolve("hosted-cache.out");
    List<String> line =
        commands.peerdist(
            "hosted-cache",
            "--listen",
            "127.0.0.1:0",
            "--https-listen",
            "127.0.0.1:0",
            "--cache-size",
            "20MiB",
            "--state",
            folder.resolve("hosted"));
    hostedCache =
        new ProcessBuilder(line)
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    while (urls.size() < 2) {
      assertThat(hostedCache.isAlive()).isTrue();
      urls.clear();
      Matcher ready = READY.matcher(Files.readString(output));
      while (ready.find()) {
        urls.add(URI.create(ready.group(1)));
      }
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    hostedCache.destroy();
    assertThat(hostedCache.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(hostedCache.exitValue()).isZero();
  }

  private HostedCacheAddress offers(HostedCacheVersion version) {
    URI url = urls.get(version == HostedCacheVersion.V2 ? 0 : 1);
    assertThat(url.getScheme()).isEqualTo(version.scheme());
    return new HostedCacheAddress(version, url.getHost(), url.getPort());
  }

  /** Trusts what the command has put into its state folder for that. */
  private SSLContext trust() throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream shown = Files.newInputStream(folder.resolve("hosted/hosted-cache.crt"))) {
      trusted.setCertificateEntry(
          "cache", CertificateFactory.getInstance("X.509").generateCertificate(shown));
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  private JsonNode get(String url, String state, Object... options) throws Exception {
    List<Object> arguments = new ArrayList<>(List.of("get", url + "/data", "--no-discovery"));
    arguments.addAll(List.of("-o", folder.resolve(state + ".out"), "--json"));
    arguments.addAll(List.of("--state", folder.resolve(state)));
    arguments.addAll(List.of(options));
    String report = commands.output(commands.peerdist(arguments.toArray()));
    assertThat(folder.resolve(state + ".out")).hasSameBinaryContentAs(content);
    return new ObjectMapper().readTree(report);
  }

  /** Offers all segments of a content on behalf of a peer, and waits until they were fetched. */
  private void offer(HostedCacheVersion version, ContentInformation information, int port)
      throws Exception {
    OfferTransportSettings settings =
        OfferTransportSettings.DEFAULT.withTimeout(LONG).withTls(trust());
    List<Segment> segments = new ArrayList<>(information.segments());
    Answer<Integer> answer =
        new HostedCacheClient(HttpOfferTransport.create(settings), port)
            .offer(offers(version), ContentTag.NONE, information.range(), segments);
    assertThat(answer).isEqualTo(new Answer.Given<>(segments.size()));
    InetSocketAddress blocks = new InetSocketAddress(urls.get(0).getHost(), urls.get(0).getPort());
    try (RetrievalTransport transport =
        HttpRetrievalTransport.create(HttpTransportSettings.DEFAULT.withRequestTimeout(LONG))) {
      RetrievalClient client = new RetrievalClient(transport);
      for (Segment segment : segments) {
        awaitAll(client, blocks, segment);
      }
    }
  }

  private static void awaitAll(RetrievalClient client, InetSocketAddress peer, Segment segment)
      throws InterruptedException {
    List<BlockRange> all = List.of(new BlockRange(0, segment.blockCount()));
    Answer<BlockList> answer;
    do {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      answer = client.blockList(peer, segment.id(), all);
    } while (!answer.given().orElseThrow().ranges().equals(all));
  }

  private ContentInformation hashes(int contentVersion) throws Exception {
    Path hashes = folder.resolve("hashes");
    commands.output(
        commands.peerdist(
            "hash",
            content,
            "--content-version",
            contentVersion,
            "-o",
            hashes,
            "--state",
            folder.resolve("origin")));
    return ContentInformation.decode(ByteBuffer.wrap(Files.readAllBytes(hashes)));
  }

  /** A get that puts into the cache of a peer, which the hosted cache then fetches from. */
  @Test
  void getBesideAPeer_offersFromThePeer() throws Exception {
    try (Commands.Service origin =
            commands.serve(
                "serve",
                content.getParent(),
                "--publish",
                "--listen",
                "127.0.0.1:0",
                "--state",
                folder.resolve("origin"));
        Commands.Service peer =
            commands.serve(
                "peer",
                "--listen",
                "127.0.0.1:0",
                "--interface",
                "lo",
                "--state",
                folder.resolve("first"))) {
      assertThat(peer.url()).isNotEmpty();
      String address = "127.0.0.1:" + urls.get(0).getPort();
      List<Object> line = new ArrayList<>(List.of("get", origin.url() + "/data", "--offer-only"));
      line.addAll(List.of("--hosted-cache", address, "--no-discovery"));
      line.addAll(List.of("--state", folder.resolve("first")));
      assertThat(commands.output(commands.peerdist(line.toArray()))).isEmpty();
      JsonNode report = get(origin.url(), "second", "--hosted-cache", address);
      assertThat(report.get("fromHostedCache").asLong()).as(report.toString()).isEqualTo(LENGTH);
    }
  }

  /** A get that names the hosted cache by its URL, and gives it all over the old protocol. */
  @Test
  void getOffersByVersion1_isHadByAnother() throws Exception {
    try (Commands.Service origin =
        commands.serve(
            "serve",
            content.getParent(),
            "--publish",
            "--content-version",
            1,
            "--listen",
            "127.0.0.1:0",
            "--state",
            folder.resolve("origin"))) {
      String https = "https://127.0.0.1:" + urls.get(1).getPort() + "," + urls.get(0).getPort();
      Path trusted = folder.resolve("hosted/hosted-cache.crt");
      JsonNode second;
      int round = 0;
      do {
        round++;
        get(origin.url(), "first" + round, "--hosted-cache", https, "--cacert", trusted);
        second = get(origin.url(), "second" + round, "--hosted-cache", https, "--no-offer");
      } while (second.get("fromHostedCache").asLong() < LENGTH);
      assertThat(second.get("fromOrigin").asLong()).as(second.toString()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"V2,2", "V2,1", "V1,1"})
  void offeredByOne_isHadByAnother(HostedCacheVersion version, int contentVersion)
      throws Exception {
    try (Commands.Service origin =
        commands.serve(
            "serve",
            content.getParent(),
            "--publish",
            "--content-version",
            contentVersion,
            "--listen",
            "127.0.0.1:0",
            "--state",
            folder.resolve("origin"))) {
      assertThat(get(origin.url(), "first").get("fromOrigin").asLong()).isEqualTo(LENGTH);
      try (Commands.Service peer =
          commands.serve(
              "peer",
              "--listen",
              "127.0.0.1:0",
              "--interface",
              "lo",
              "--state",
              folder.resolve("first"))) {
        offer(version, hashes(contentVersion), URI.create(peer.url()).getPort());
      }
      String address = "127.0.0.1:" + urls.get(0).getPort();
      JsonNode report = get(origin.url(), "second", "--hosted-cache", address);
      assertThat(report.get("fromHostedCache").asLong()).as(report.toString()).isEqualTo(LENGTH);
      assertThat(report.get("fromOrigin").asLong()).as(report.toString()).isZero();
    }
  }
}
