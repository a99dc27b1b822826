package org.peerdist.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.server.handler.gzip.GzipHandler;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.peerdist.content.ContentInformation;
import org.peerdist.content.ContentRange;
import org.peerdist.content.ContentVersion;

/**
 * Jetty's compression beside the coding with hashes, on either side of it. Whatever a client asks
 * for, it gets the content, or hashes of the content, and never hashes of compressed bytes.
 */
class CompressionTest {
  private static final byte[] DATA =
      "all work and no play\n".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
  private static final ContentRange PART = ContentRange.ofEnd(70_000, 200_000);
  private static final String PEERDIST = "X-P2P-PeerDist: Version=1.1";
  private static final String EX =
      "X-P2P-PeerDistEx: MinContentInformation=1.0, MaxContentInformation=2.0";

  private static final List<String> CODINGS =
      List.of("gzip, peerdist", "peerdist, gzip;q=0.5", "peerdist", "gzip", "identity");

  @TempDir private Path temp;
  private Path site;

  @BeforeEach
  void makeSite() throws IOException {
    site = Files.createDirectory(temp.resolve("site"));
    Files.write(site.resolve("data.txt"), DATA);
  }

  static List<Arguments> arrangements() {
    List<Arguments> all = new ArrayList<>();
    List<String> compressions = new ArrayList<>(List.of(GzipHandler.class.getName()));
    if (Server.getVersion().startsWith("12.1.")) {
      compressions.add("org.eclipse.jetty.compression.server.CompressionHandler");
    }
    for (String compression : compressions) {
      for (boolean outside : new boolean[] {true, false}) {
        for (boolean located : new boolean[] {true, false}) {
          all.add(Arguments.of(compression, outside, located));
        }
      }
    }
    return all;
  }

  @ParameterizedTest(name = "{0}, outside: {1}, files are known: {2}")
  @MethodSource("arrangements")
  void get_anyCodings_isTheContentOrItsHashes(String name, boolean outside, boolean located)
      throws Exception {
    Handler.Wrapper compression =
        Class.forName(name).asSubclass(Handler.Wrapper.class).getConstructor().newInstance();
    Files.setLastModifiedTime(site.resolve("data.txt"), FileTime.fromMillis(1_000_000_000_000L));
    try (TestOrigin origin = new TestOrigin(temp.resolve("cache"))) {
      origin.handler.setContentLocator(
          located ? ContentLocator.ofFolder(site) : ContentLocator.none());
      if (outside) {
        compression.setHandler(origin.handler);
        origin.handler.setHandler(files());
        TestOrigin.start(origin.server, compression);
      } else {
        compression.setHandler(files());
        origin.start(compression);
      }
      try (HttpConnection http = origin.connect()) {
        List<String> hashed = new ArrayList<>();
        assertThat(http.get("/data.txt", fields("gzip")).field("Content-Encoding"))
            .contains("gzip");
        askInAllWays(http, hashed);
        // Whoever asks for hashes alone gets them, and from then on all may.
        Asking.awaitHashes(http, "/data.txt", fields("peerdist"));
        hashed.clear();
        askInAllWays(http, hashed);
        List<String> expected = outside ? CODINGS.subList(0, 3) : List.of("peerdist");
        assertThat(hashed).containsAll(expected).doesNotContain("gzip", "identity");
      }
    }
  }

  private Handler files() {
    ResourceHandler files = new ResourceHandler();
    files.setBaseResource(ResourceFactory.root().newResource(site));
    files.setEtags(true);
    files.setAcceptRanges(true);
    return files;
  }

  private static String[] fields(String coding, String... more) {
    String[] fields = {"Accept-Encoding: " + coding, PEERDIST, EX};
    return Asking.and(fields, more);
  }

  private static void askInAllWays(HttpConnection http, List<String> hashed) throws Exception {
    String range = "Range: bytes=" + PART.start() + "-" + (PART.end() - 1);
    ByteBuffer all = TestOrigin.hashes(ContentVersion.V2, DATA);
    byte[] part = Arrays.copyOfRange(DATA, (int) PART.start(), (int) PART.end());
    ByteBuffer hashesOfPart = ContentInformation.decode(all).encode(PART);
    for (String coding : CODINGS) {
      HttpConnection.Answer whole = http.get("/data.txt", fields(coding));
      assertThat(whole.status()).isEqualTo(200);
      check(whole, DATA, all);
      if (whole.isHashes()) {
        hashed.add(coding);
      }
      HttpConnection.Answer some = http.get("/data.txt", fields(coding, range));
      assertThat(some.status()).isEqualTo(206);
      check(some, part, hashesOfPart);
    }
  }

  private static void check(HttpConnection.Answer answer, byte[] content, ByteBuffer hashes)
      throws IOException {
    switch (answer.field("Content-Encoding").orElse("")) {
      case "" -> assertThat(answer.body()).isEqualTo(content);
      case "peerdist" -> assertThat(ByteBuffer.wrap(answer.body())).isEqualTo(hashes);
      case "gzip" -> {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
          assertThat(in.readAllBytes()).isEqualTo(content);
        }
      }
      default -> throw new AssertionError(answer.field("Content-Encoding").toString());
    }
  }
}
