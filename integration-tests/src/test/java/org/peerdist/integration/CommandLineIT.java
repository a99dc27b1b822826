package org.peerdist.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands, as a shell runs them. */
@Timeout(120)
class CommandLineIT {
  private static final Path LAUNCHER = Path.of(System.getProperty("peerdist.launcher"));
  private static final Path FULL_DISK = Path.of("/dev/full");
  private static final String NOBODY_READS = "whoever reads stdout has closed it before the end";

  @TempDir Path folder;
  private final Commands commands = Commands.of(LAUNCHER);
  private Path content;

  @BeforeEach
  void writeContent() throws IOException {
    // Its hashes are more than the buffer of a pipe holds.
    byte[] bytes = new byte[80 << 20];
    new Random(7).nextBytes(bytes);
    content = Files.write(Files.createDirectory(folder.resolve("site")).resolve("data"), bytes);
  }

  private List<String> line(Object... arguments) {
    List<String> line = new ArrayList<>(commands.peerdist(arguments));
    line.addAll(List.of("--state", folder.resolve("state").toString()));
    return line;
  }

  private Commands.Service serve(Path site) throws IOException {
    return commands.serve(
        "serve", site, "--publish", "--listen", "127.0.0.1:0", "--state", folder.resolve("origin"));
  }

  private Path hashes() throws IOException, InterruptedException {
    Path hashes = folder.resolve("hashes");
    commands.output(line("hash", content, "-o", hashes));
    return hashes;
  }

  @Test
  void inspect_readerLeaves_endsQuietly() throws Exception {
    Path hashes = hashes();
    for (List<String> line :
        List.of(
            commands.peerdist("inspect", hashes), commands.peerdist("inspect", hashes, "--json"))) {
      assertThat(commands.endUnread(line)).isEqualTo(new Commands.Ended(0, "", ""));
    }
  }

  @Test
  void hashAndGet_readerLeaves_sayThatItIsNotAll() throws Exception {
    assertThat(commands.endUnread(line("hash", content, "-o", "-")))
        .isEqualTo(new Commands.Ended(1, "", "peerdist: " + NOBODY_READS + "\n"));
    try (Commands.Service origin = serve(content.getParent())) {
      String message = "peerdist: the output can't be written: " + NOBODY_READS + "\n";
      assertThat(commands.endUnread(line("get", origin.url() + "/data", "--no-discovery")))
          .isEqualTo(new Commands.Ended(1, "", message));
    }
  }

  @Test
  void fullDisk_isAFailureInOneLine() throws Exception {
    assumeTrue(Files.exists(FULL_DISK), "this system has no /dev/full");
    Path hashes = hashes();
    try (Commands.Service origin = serve(content.getParent())) {
      String url = origin.url() + "/data";
      Path output = folder.resolve("output");
      for (List<String> line :
          List.of(
              commands.peerdist("inspect", hashes),
              commands.peerdist("inspect", hashes, "--json"),
              line("hash", content, "-o", "-"),
              line("get", url, "--no-discovery"),
              line("get", url, "--no-discovery", "--json", "-o", output))) {
        Commands.Ended ended = commands.end(line, FULL_DISK);
        assertThat(ended.status()).as(line.toString()).isEqualTo(1);
        assertThat(ended.errors())
            .matches("peerdist: (the output can't be written: )?stdout: .+\n");
      }
    }
  }

  @Test
  void serve_publishedFolder_hasHashesForTheFirstRequest() throws Exception {
    Path small = Files.createDirectory(folder.resolve("small"));
    Files.write(small.resolve("file"), new byte[10_000]);
    try (Commands.Service origin = serve(small)) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(origin.url() + "/file"))
              .header("Accept-Encoding", "peerdist")
              .header("X-P2P-PeerDist", "Version=1.0")
              .build();
      HttpResponse<Void> answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
      assertThat(answer.headers().firstValue("Content-Encoding")).contains("peerdist");
    }
  }

  @Test
  void serve_statusPage_isForThisMachineUnlessTurnedOff() throws Exception {
    Path small = Files.createDirectory(folder.resolve("small"));
    Files.write(small.resolve("file"), new byte[300_000]);
    Path other = folder.resolve("other");
    try (Commands.Service origin = serve(small);
        Commands.Service silent =
            commands.serve(
                "serve", small, "--listen", "127.0.0.1:0", "--state", other, "--status", "off")) {
      get(origin.url() + "/file", folder.resolve("state"));
      assertThat(text(origin.url() + "/peerdist/metrics").body())
          .contains("\npeerdist_origin_projected_bytes_total 300000\n");
      assertThat(text(origin.url() + "/peerdist/").body()).contains("<title>PeerDist</title>");
      assertThat(text(silent.url() + "/peerdist/").statusCode()).isEqualTo(404);
    }
  }

  private static HttpResponse<String> text(String url) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void get_besideARunningPeer_takesFromItsCacheAndAddsToIt() throws Exception {
    Path small = Files.createDirectory(folder.resolve("small"));
    Files.write(small.resolve("file"), new byte[300_000]);
    Path state = folder.resolve("state");
    try (Commands.Service origin = serve(small)) {
      String url = origin.url() + "/file";
      try (Commands.Service peer =
          commands.serve(
              "peer", "--listen", "127.0.0.1:0", "--interface", loopback(), "--state", state)) {
        assertAllCame("fromOrigin", get(url, state));
        assertAllCame("fromCache", get(url, state));
        assertAllCame("fromPeers", get(url, folder.resolve("other"), "--peer", peer.address()));
        peer.process().destroyForcibly().waitFor();
      }
      assertAllCame("fromCache", get(url, state));
    }
  }

  private static void assertAllCame(String from, JsonNode report) {
    assertThat(report.get(from).asLong()).as(report.toString()).isEqualTo(300_000);
  }

  private static String loopback() throws IOException {
    return NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()).getName();
  }

  private JsonNode get(String url, Path state, String... more) throws Exception {
    Path output = folder.resolve("output");
    List<String> line = new ArrayList<>(commands.peerdist("get", url, "--json", "-o", output));
    line.addAll(List.of("--no-discovery", "--state", state.toString()));
    line.addAll(List.of(more));
    Commands.Ended ended = commands.end(line);
    assertThat(ended.status()).as(ended.errors()).isZero();
    assertThat(ended.errors()).isEmpty();
    assertThat(output).hasBinaryContent(new byte[300_000]);
    return new ObjectMapper().readTree(ended.output());
  }
}
