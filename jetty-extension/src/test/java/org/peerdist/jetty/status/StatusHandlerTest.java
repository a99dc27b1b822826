package org.peerdist.jetty.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peerdist.jetty.status.StatusHandler.Viewers;

/** What a real server shows, and to whom. */
class StatusHandlerTest {
  private final AtomicLong saved = new AtomicLong(4096);
  private final StatusBoard board =
      new StatusBoard()
          .section("Origin")
          .fact("Folder", () -> "a \"folder\" <b>")
          .counter("hash_answers", "Answers with hashes", () -> 7)
          .byteGauge("saved", "Bytes spared", saved::get)
          .charted()
          .percentGauge("hits", "Hit rate", () -> 75)
          .table(
              "Last answers",
              "None.",
              List.of("Time", "What", "Times", "Sent"),
              lines ->
                  lines
                      .line()
                      .moment(Instant.parse("2026-01-01T00:00:00.5Z"))
                      .words("/secret <path>")
                      .count(2)
                      .bytes(1024));
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  private void start(Viewers viewers) throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(new StatusHandler(board, viewers));
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  /** Sends a request just so, and returns the whole answer. */
  private String send(String method, String path, String... headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
      StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
      boolean host = false;
      for (String header : headers) {
        host |= header.startsWith("Host:");
        request.append(header).append("\r\n");
      }
      request.append(host ? "" : "Host: localhost\r\n").append("Connection: close\r\n\r\n");
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void get_page_hasNothingFromElsewhere() throws Exception {
    start(Viewers.LOCAL);
    String page = send("GET", "/peerdist/");
    assertThat(page).startsWith("HTTP/1.1 200").contains("text/html", "<h1>PeerDist</h1>");
    assertThat(page).contains("Content-Security-Policy: default-src 'none'").contains("no-store");
    assertThat(page).doesNotContain("http://", "https://", "//cdn");
    assertThat(send("GET", "/peerdist/status.js")).startsWith("HTTP/1.1 200");
    assertThat(send("GET", "/peerdist/status.css")).startsWith("HTTP/1.1 200");
    assertThat(send("GET", "/peerdist/status.svg")).startsWith("HTTP/1.1 200");
    assertThat(send("GET", "/peerdist")).startsWith("HTTP/1.1 302").contains("/peerdist/\r\n");
  }

  @Test
  void get_json_tellsAllOnTheBoard() throws Exception {
    start(Viewers.LOCAL);
    saved.set(9000);
    assertThat(send("GET", "/peerdist/status.json"))
        .contains("Content-Type: application/json")
        .endsWith(
            """
            {"sections":[{"title":"Origin","entries":[\
            {"label":"Folder","text":"a \\"folder\\" <b>"},\
            {"label":"Answers with hashes","name":"hash_answers","unit":"count","value":7},\
            {"label":"Bytes spared","name":"saved","unit":"bytes","value":9000},\
            {"label":"Hit rate","name":"hits","unit":"percent","value":75}]}],\
            "seconds":10,"charts":[{"label":"Origin: Bytes spared","name":"saved",\
            "unit":"bytes","value":9000,"values":[4096]}],\
            "tables":[{"title":"Last answers","empty":"None.",\
            "columns":["Time","What","Times","Sent"],\
            "lines":[[{"time":"2026-01-01T00:00:00Z"},{"text":"/secret <path>"},\
            {"unit":"count","value":2},{"unit":"bytes","value":1024}]]}]}""");
  }

  @Test
  void get_metrics_areThoseOfPrometheus() throws Exception {
    start(Viewers.LOCAL);
    assertThat(send("GET", "/peerdist/metrics"))
        .contains("Content-Type: text/plain;version=0.0.4;charset=utf-8")
        .endsWith(
            """
            # HELP peerdist_hash_answers_total Origin: Answers with hashes
            # TYPE peerdist_hash_answers_total counter
            peerdist_hash_answers_total 7
            # HELP peerdist_saved_bytes Origin: Bytes spared
            # TYPE peerdist_saved_bytes gauge
            peerdist_saved_bytes 4096
            # HELP peerdist_hits_percent Origin: Hit rate
            # TYPE peerdist_hits_percent gauge
            peerdist_hits_percent 75
            """);
  }

  @Test
  void head_json_hasLengthOnly() throws Exception {
    start(Viewers.LOCAL);
    assertThat(send("HEAD", "/peerdist/status.json"))
        .startsWith("HTTP/1.1 200")
        .contains("Content-Length: ")
        .endsWith("\r\n\r\n");
  }

  @Test
  void post_isNotAllowed() throws Exception {
    start(Viewers.LOCAL);
    assertThat(send("POST", "/peerdist/", "Content-Length: 0"))
        .startsWith("HTTP/1.1 405")
        .contains("Allow: GET, HEAD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/peerdistance", "/peerdist/other", "/peerdist/../status.json"})
  void get_otherPath_isLeftToOthers(String path) throws Exception {
    start(Viewers.LOCAL);
    assertThat(send("GET", path)).startsWith("HTTP/1.1 404");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: origin.example",
        "Forwarded: for=192.0.2.1",
        "X-Forwarded-For: 192.0.2.1",
        "Via: 1.1 proxy"
      })
  void get_notFromThisMachineItself_isNotThere(String header) throws Exception {
    start(Viewers.LOCAL);
    for (String path : new String[] {"/peerdist", "/peerdist/", "/peerdist/status.json"}) {
      assertThat(send("GET", path, header)).startsWith("HTTP/1.1 404");
    }
  }

  @Test
  void get_openToAll_isThereForOtherNames() throws Exception {
    start(Viewers.ALL);
    assertThat(send("GET", "/peerdist/metrics", "Host: origin.example", "Via: 1.1 proxy"))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void get_openToAll_namesPathsToThisMachineOnly() throws Exception {
    start(Viewers.ALL);
    assertThat(send("GET", "/peerdist/status.json")).contains("/secret <path>");
    assertThat(send("GET", "/peerdist/status.json", "X-Forwarded-For: 192.0.2.1"))
        .contains("Answers with hashes")
        .endsWith("\"tables\":[]}");
  }

  @Test
  void counter_sameNameOrNoName_isRejected() {
    assertThatThrownBy(() -> board.counter("hash_answers", "again", () -> 0))
        .hasMessage("meter 'hash_answers' is there already");
    assertThatThrownBy(() -> board.gauge("Hash-Answers", "wrong", () -> 0))
        .hasMessage("meter 'Hash-Answers' is no name");
  }
}
