package org.peerdist.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The progress bar on a pseudo terminal, which the program {@code script} of util-linux makes. */
@Timeout(120)
class TerminalIT {
  private static final Path SCRIPT = Path.of("/usr/bin/script");
  private static final int CHUNK = 64 * 1024;
  private static final int CHUNKS = 1000;

  @TempDir Path folder;
  private final Commands commands = Commands.of(Path.of(System.getProperty("peerdist.launcher")));
  private HttpServer origin;

  /** Whether the bar was seen, so that the origin need not be slow any more. */
  private volatile boolean seen;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(
        Files.isExecutable(SCRIPT) && System.getProperty("os.name").equals("Linux"),
        "needs the 'script' of util-linux");
    origin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    origin.createContext("/", this::sendSlowly);
    origin.start();
  }

  @AfterEach
  void stop() {
    if (origin != null) {
      origin.stop(0);
    }
  }

  private void sendSlowly(HttpExchange exchange) throws IOException {
    try (exchange;
        OutputStream body = exchange.getResponseBody()) {
      exchange.sendResponseHeaders(200, (long) CHUNKS * CHUNK);
      for (int i = 0; i < CHUNKS; i++) {
        body.write(new byte[CHUNK]);
        body.flush();
        if (!seen) {
          LockSupport.parkNanos(50_000_000);
        }
      }
    }
  }

  @Test
  void get_onATerminal_showsTheBarAndRemovesIt() throws Exception {
    Path output = folder.resolve("out");
    String url = "http://127.0.0.1:" + origin.getAddress().getPort() + "/file";
    List<String> get =
        commands.peerdist(
            "get", url, "--no-discovery", "-o", output, "--state", folder.resolve("state"));
    Process script =
        new ProcessBuilder(
                SCRIPT.toString(), "-qefc", "'" + String.join("' '", get) + "'", "/dev/null")
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .redirectErrorStream(true)
            .start();
    String terminal = readAll(script.getInputStream());
    assertThat(script.waitFor()).as(terminal).isZero();
    assertThat(output).hasSize((long) CHUNKS * CHUNK);
    assertThat(terminal)
        .containsPattern("\r +\\d+% \\[#*-*\\] .*iB of 62.5 MiB .*/s  from the origin\u001b\\[K")
        .containsPattern(
            "\r\u001b\\[K62.5 MiB in \\d+\\.\\d s: 62.5 MiB from the origin\r\n"
                + "the origin sent no hashes: no validator \\(.*\\)\r\n$");
  }

  private String readAll(InputStream from) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = from.read(); c >= 0; c = from.read()) {
      text.append((char) c);
      seen |= c == '%';
    }
    return new String(
        text.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
