package org.peerdist.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peerdist.retrieval.RetrievalServer;

/** Commands say on standard error what their users have to know, and nothing else. */
@Timeout(120)
class QuietCommandsIT {
  private static final Path LAUNCHER = Path.of(System.getProperty("peerdist.launcher"));

  /** More than the buffers of a connection hold. */
  private static final int LENGTH = 20 << 20;

  private static final String POST = "POST " + RetrievalServer.PATH + " HTTP/1.1\r\nHost: a";

  @TempDir Path folder;
  private final Commands commands = Commands.of(LAUNCHER);
  private Path site;

  @BeforeEach
  void writeContent() throws IOException {
    byte[] bytes = new byte[LENGTH];
    new Random(3).nextBytes(bytes);
    site = Files.createDirectory(folder.resolve("site"));
    Files.write(site.resolve("data"), bytes);
  }

  private static Socket send(Commands.Service service, String head) throws IOException {
    int port = URI.create(service.url()).getPort();
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(60_000);
    socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** What no client sends that means well. */
  private static void annoy(Commands.Service service) throws IOException {
    for (String head :
        List.of(
            "GET / HTTP/1.1\r\nHost: [fe80::1%25eth0]",
            POST + "\r\nHost: [:]:x",
            POST + "\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc",
            POST + "\r\nContent-Length: -1",
            "GET /%zz/../.. HTTP/1.1\r\nHost: a",
            "GET /data HTTP/1.1\r\nHost: a\r\nRange: bytes=x-y\r\nX-P2P-PeerDist: ?",
            "\u0001\u0002\u0003",
            "GET / HTTP/9.9")) {
      try (Socket socket = send(service, head + "\r\nConnection: close")) {
        socket.getInputStream().readAllBytes();
      } catch (SocketException e) {
        // To be cut off is an answer, too.
      }
    }
    try (Socket leaves = send(service, "GET /data HTTP/1.1\r\nHost: a")) {
      assertThat(leaves.getInputStream().read()).isNotNegative();
      leaves.setSoLinger(true, 0);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "serve SITE --publish, ''",
    "peer --interface lo, ''",
    "hosted-cache --no-https, ''",
    "hosted-cache --https-listen 127.0.0.1:0, 'peerdist: clients have to trust the HTTPS"
        + " certificate STATE/hosted-cache.crt, SHA-256 fingerprint .*\\n'",
  })
  void service_withStrangersAndClientsThatStay_saysNothing(String command, String expected)
      throws Exception {
    Path state = folder.resolve("state");
    Path errors = folder.resolve("errors");
    List<Object> line =
        new ArrayList<>(Arrays.asList(command.replace("SITE", site.toString()).split(" ")));
    line.addAll(List.of("--listen", "127.0.0.1:0", "--state", state));
    Process process;
    List<Socket> staying = new ArrayList<>();
    try (Commands.Service service = commands.serveWithErrors(errors, line.toArray())) {
      process = service.process();
      annoy(service);
      staying.add(send(service, POST + "\r\nContent-Length: 50"));
      Socket reader = send(service, "GET /data HTTP/1.1\r\nHost: a");
      staying.add(reader);
      assertThat(reader.getInputStream().read()).isNotNegative();
    }
    assertThat(process.exitValue()).isZero();
    for (Socket socket : staying) {
      socket.close();
    }
    assertThat(Files.readString(errors)).matches(expected.replace("STATE", state.toString()));
  }

  @Test
  void get_andHash_sayNothing() throws Exception {
    Path errors = folder.resolve("errors");
    String state = folder.resolve("client").toString();
    try (Commands.Service origin =
        commands.serveWithErrors(
            errors, "serve", site, "--listen", "127.0.0.1:0", "--state", folder.resolve("o"))) {
      String url = origin.url() + "/data";
      String nobody = "127.0.0.1:1";
      Path output = folder.resolve("output");
      for (List<String> line :
          List.of(
              commands.peerdist("get", url, "-o", output, "--interface", "lo", "--state", state),
              commands.peerdist("get", url, "-o", output, "--no-discovery", "--state", state),
              commands.peerdist(
                  "get",
                  url,
                  "-o",
                  output,
                  "--no-discovery",
                  "--state",
                  folder.resolve("second"),
                  "--peer",
                  nobody,
                  "--hosted-cache",
                  nobody),
              commands.peerdist("hash", site.resolve("data"), "-o", output, "--state", state))) {
        assertThat(commands.end(line)).isEqualTo(new Commands.Ended(0, "", ""));
      }
    }
    assertThat(errors).isEmptyFile();
  }
}
