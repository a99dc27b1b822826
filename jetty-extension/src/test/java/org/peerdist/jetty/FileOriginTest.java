package org.peerdist.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.peerdist.jetty.Asking.V1;
import static org.peerdist.jetty.Asking.V2;
import static org.peerdist.jetty.Asking.and;
import static org.peerdist.jetty.Asking.await;
import static org.peerdist.jetty.Asking.awaitHashes;
import static org.peerdist.jetty.Asking.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentVersion;

class FileOriginTest {
  @TempDir private Path temp;
  private Path site;
  private FileOrigin origin;
  private Server server;
  private HttpConnection http;

  @BeforeEach
  void makeSite() throws IOException {
    site = Files.createDirectories(temp.resolve("site"));
  }

  @AfterEach
  void stop() throws Exception {
    if (http != null) {
      http.close();
    }
    if (server != null) {
      server.stop();
    }
    if (origin != null) {
      origin.close();
    }
  }

  private void start(UnaryOperator<FileOrigin.Builder> settings) throws Exception {
    origin =
        settings
            .apply(FileOrigin.builder(site, temp.resolve("cache"), TestOrigin.PASSPHRASE))
            .open();
    server = new Server();
    TestOrigin.start(server, origin.handler());
    http = new HttpConnection(TestOrigin.port(server));
  }

  private void assertHashes(HttpConnection.Answer answer, ContentVersion version, byte[] content)
      throws IOException {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(ByteBuffer.wrap(answer.body())).isEqualTo(TestOrigin.hashes(version, content));
  }

  @Test
  void get_firstRequest_passesAndOthersGetHashes() throws Exception {
    byte[] data = content(3_000_000, 1);
    Files.write(site.resolve("data"), data);
    start(builder -> builder);
    HttpConnection.Answer first = http.get("/data", V2);
    assertThat(first.body()).isEqualTo(data);
    assertThat(first.field("X-P2P-PeerDistEx")).contains("MakeHashRequest=true");
    HttpConnection.Answer second = awaitHashes(http, "/data", V2);
    assertHashes(second, ContentVersion.V2, data);
    assertThat(second.field("X-P2P-PeerDist")).contains("Version=1.1, ContentLength=3000000");
    assertThat(second.field("Vary")).contains("Accept-Encoding, X-P2P-PeerDist, X-P2P-PeerDistEx");
    HttpConnection.Answer old = http.get("/data", V1);
    assertHashes(old, ContentVersion.V1, data);
    assertThat(old.field("X-P2P-PeerDist")).contains("Version=1.0, ContentLength=3000000");
    HttpConnection.Answer plain = http.get("/data");
    assertThat(plain.body()).isEqualTo(data);
    for (String name : new String[] {"ETag", "Last-Modified", "Content-Type", "Vary"}) {
      assertThat(second.field(name)).as(name).isEqualTo(plain.field(name));
    }
  }

  @Test
  void get_range_getsHashesOfTheRange() throws Exception {
    byte[] data = content(40 << 20, 2);
    Files.write(site.resolve("data"), data);
    start(builder -> builder);
    awaitHashes(http, "/data", V2);
    ContentRange range = ContentRange.ofEnd(1_000_000, 35_000_000);
    HttpConnection.Answer part = http.get("/data", and(V1, "Range: bytes=1000000-34999999"));
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.isHashes()).isTrue();
    assertThat(part.field("Content-Range")).contains("bytes 1000000-34999999/" + data.length);
    assertThat(part.field("X-P2P-PeerDist")).contains("Version=1.0, ContentLength=34000000");
    ContentInformation whole =
        ContentInformation.decode(TestOrigin.hashes(ContentVersion.V1, data));
    assertThat(ByteBuffer.wrap(part.body())).isEqualTo(whole.encode(range));
    HttpConnection.Answer missing =
        http.get(
            "/data",
            "Range: bytes=65536-131071",
            "X-P2P-PeerDist: Version=1.1, MissingDataRequest=true");
    assertThat(missing.status()).isEqualTo(206);
    assertThat(missing.isHashes()).isFalse();
    assertThat(missing.body()).hasSize(65536);
    assertThat(origin.statistics().clientMissBytes()).isEqualTo(65536);
    HttpConnection.Answer several = http.get("/data", and(V1, "Range: bytes=0-9,100-199"));
    assertThat(several.status()).isEqualTo(206);
    assertThat(several.isHashes()).isFalse();
    assertThat(several.field("Content-Type").orElseThrow()).startsWith("multipart/byteranges");
    assertThat(http.get("/data", and(V1, "Range: bytes=99999999-")).status()).isEqualTo(416);
  }

  @Test
  void get_rangeFirst_hasTheWholeFileHashed() throws Exception {
    byte[] data = content(300_000, 12);
    Files.write(site.resolve("data"), data);
    start(builder -> builder);
    String[] range = and(V2, "Range: bytes=100000-199999");
    HttpConnection.Answer first = http.get("/data", range);
    assertThat(first.status()).isEqualTo(206);
    assertThat(first.body()).isEqualTo(Arrays.copyOfRange(data, 100_000, 200_000));
    assertThat(first.field("X-P2P-PeerDistEx")).contains("MakeHashRequest=true");
    assertThat(awaitHashes(http, "/data", range).status()).isEqualTo(206);
    assertHashes(http.get("/data", V2), ContentVersion.V2, data);
  }

  @Test
  void get_whatMustNotBeHashes_isNot() throws Exception {
    byte[] data = content(100_000, 3);
    Files.write(site.resolve("data"), data);
    Files.write(site.resolve("empty"), new byte[0]);
    Files.createDirectories(site.resolve("folder"));
    start(builder -> builder);
    HttpConnection.Answer hashes = awaitHashes(http, "/data", V2);
    assertThat(http.get("/empty", V2).body()).isEmpty();
    assertThat(http.get("/empty", V2).isHashes()).isFalse();
    assertThat(http.get("/folder/", V2).status()).isEqualTo(200);
    assertThat(http.get("/folder", V2).status()).isBetween(301, 308);
    assertThat(http.get("/nothing", V2).status()).isEqualTo(404);
    assertThat(http.get("/nothing", V2).isHashes()).isFalse();
    HttpConnection.Answer head = http.ask("HEAD", "/data", V2);
    assertThat(head.isHashes()).isFalse();
    assertThat(head.field("Content-Length")).contains("100000");
    HttpConnection.Answer unchanged =
        http.get("/data", and(V2, "If-None-Match: " + hashes.field("ETag").orElseThrow()));
    assertThat(unchanged.status()).isEqualTo(304);
    assertThat(unchanged.isHashes()).isFalse();
    assertThat(unchanged.field("Vary").orElseThrow()).contains("X-P2P-PeerDist");
    assertThat(http.get("/data").body()).isEqualTo(data);
    assertHashes(http.get("/data", V2), ContentVersion.V2, data);
  }

  @Test
  void get_highestVersion1_givesVersion1() throws Exception {
    byte[] data = content(100_000, 4);
    Files.write(site.resolve("data"), data);
    start(builder -> builder.highestVersion(ContentVersion.V1));
    assertHashes(awaitHashes(http, "/data", V2), ContentVersion.V1, data);
    String[] onlyV2 = {
      "Accept-Encoding: peerdist",
      "X-P2P-PeerDist: Version=1.1",
      "X-P2P-PeerDistEx: MinContentInformation=2.0, MaxContentInformation=2.0"
    };
    assertThat(http.get("/data", onlyV2).body()).isEqualTo(data);
  }

  @Test
  void get_sameLengthSameSecond_neverGetsOldHashes() throws Exception {
    Path file = site.resolve("data");
    Files.write(file, content(200_000, 5));
    start(builder -> builder);
    awaitHashes(http, "/data", V2);
    FileTime time = Files.getLastModifiedTime(file);
    for (int seed = 6; seed < 12; seed++) {
      byte[] data = content(200_000, seed);
      Files.write(file, data);
      Files.setLastModifiedTime(file, time);
      // What it was rewritten to is what it gets, now and later.
      HttpConnection.Answer answer = http.get("/data", V2);
      if (answer.isHashes()) {
        assertHashes(answer, ContentVersion.V2, data);
      }
      assertHashes(awaitHashes(http, "/data", V2), ContentVersion.V2, data);
    }
  }

  @Test
  void get_replacedWhileHashing_neverGetsMixedHashes() throws Exception {
    Path file = site.resolve("data");
    Path other = temp.resolve("other");
    Files.write(file, content(5_000_000, 20));
    start(builder -> builder);
    byte[] data = {};
    for (int seed = 21; seed < 41; seed++) {
      assertThat(http.get("/data", V1).status()).isEqualTo(200);
      data = content(5_000_000, seed);
      if (seed % 2 == 0) {
        Files.write(file, data);
      } else {
        Files.write(other, data);
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    assertHashes(awaitHashes(http, "/data", V1), ContentVersion.V1, data);
  }

  @Test
  void restart_sameSecret_hasHashesForTheFirstRequest() throws Exception {
    byte[] data = content(100_000, 7);
    Files.write(site.resolve("data"), data);
    start(builder -> builder);
    awaitHashes(http, "/data", V2);
    stop();
    start(builder -> builder);
    assertHashes(http.get("/data", V2), ContentVersion.V2, data);
    assertThat(origin.publishingStatistics().accepted()).isZero();
  }

  @Test
  void publish_wholeFolder_isReadyForTheFirstRequest() throws Exception {
    byte[] data = content(100_000, 8);
    Files.write(site.resolve("data"), data);
    Files.write(Files.createDirectories(site.resolve("a/b")).resolve("c d"), data);
    start(builder -> builder.publish(true));
    assertThat(origin.awaitPublished(Duration.ofSeconds(30))).isTrue();
    assertHashes(http.get("/data", V2), ContentVersion.V2, data);
    assertHashes(http.get("/a/b/c%20d", V2), ContentVersion.V2, data);
    byte[] changed = content(100_000, 9);
    Files.write(site.resolve("data"), changed);
    // Files in a new folder are taken as they are: half of one would be published and counted, too.
    Path made = Files.createDirectories(temp.resolve("made/folder"));
    Files.write(made.resolve("file"), changed);
    Files.move(made.getParent(), site.resolve("new"), StandardCopyOption.ATOMIC_MOVE);
    await("both published again", () -> origin.publishingStatistics().completed() == 4);
    assertHashes(http.get("/data", V2), ContentVersion.V2, changed);
    assertHashes(http.get("/new/folder/file", V2), ContentVersion.V2, changed);
    assertThat(origin.statistics().serverMisses()).isZero();
  }

  @Test
  void open_noFolder_isRefused() {
    assertThatThrownBy(() -> start(builder -> builder.maxCacheBytes(0)))
        .isInstanceOf(IllegalArgumentException.class);
    site = temp.resolve("nothing");
    assertThatThrownBy(() -> start(builder -> builder)).isInstanceOf(IOException.class);
  }
}
