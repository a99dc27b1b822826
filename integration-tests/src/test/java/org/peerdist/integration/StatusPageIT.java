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
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a browser shows of commands that run, after traffic. */
@Timeout(180)
class StatusPageIT {
  private static final int LENGTH = 3_000_000;

  @TempDir Path folder;
  private final Commands commands = Commands.of(Path.of(System.getProperty("peerdist.launcher")));
  private Path site;

  @BeforeEach
  void writeSite() throws IOException {
    assumeTrue(Browser.isInstalled(), "no chromium and chromedriver: nobody looks at the page");
    byte[] content = new byte[LENGTH];
    new Random(1).nextBytes(content);
    site = Files.createDirectory(folder.resolve("site"));
    Files.write(site.resolve("file"), content);
  }

  private Commands.Service serveSite() throws IOException {
    Path state = folder.resolve("origin");
    return commands.serve("serve", site, "--publish", "--listen", "127.0.0.1:0", "--state", state);
  }

  private JsonNode get(Commands.Service origin, String client, String... more) throws Exception {
    Path output = folder.resolve(client + ".out");
    List<String> line =
        new ArrayList<>(commands.peerdist("get", origin.url() + "/file?key=secret", "--json"));
    line.addAll(List.of("-o", output.toString(), "--state", folder.resolve(client).toString()));
    line.addAll(List.of("--no-discovery"));
    line.addAll(List.of(more));
    Commands.Ended ended = commands.end(line);
    assertThat(ended.status()).as(ended.errors()).isZero();
    assertThat(output).hasSameBinaryContentAs(site.resolve("file"));
    return new ObjectMapper().readTree(ended.output());
  }

  private static String loopback() throws IOException {
    return NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()).getName();
  }

  private static void getPlainly(Commands.Service origin) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(origin.url() + "/file")).build();
    HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
  }

  /** Opens a page, and checks what all of them have in common. */
  private static void look(Browser browser, Commands.Service service) throws Exception {
    for (int width : new int[] {1200, 500}) {
      browser.open(service.url() + "/peerdist/", width, 900);
      browser.await("#tables section");
      assertThat(
              browser
                  .run(
                      "return document.documentElement.scrollWidth"
                          + " <= document.documentElement.clientWidth")
                  .asBoolean())
          .as("fits into %d pixels", width)
          .isTrue();
    }
    assertThat(browser.run("return document.getElementById('state').className").asText()).isEmpty();
    assertThat(browser.console()).isEmpty();
  }

  /** The value beside a label. */
  private static String fact(Browser browser, String section, String label) throws Exception {
    return browser
        .run(
            """
            const section = [...document.querySelectorAll('#sections section')]
                .find(s => s.querySelector('h2').textContent === "%s");
            return [...section.querySelectorAll('dt')]
                .find(d => d.textContent === "%s").nextElementSibling.textContent;
            """
                .formatted(section, label))
        .asText();
  }

  /** The number above a chart. */
  private static String headline(Browser browser, String label) throws Exception {
    return browser
        .run(
            """
            return [...document.querySelectorAll('#charts figcaption')]
                .find(c => c.firstChild.textContent === "%s").lastChild.textContent;
            """
                .formatted(label))
        .asText();
  }

  /** The heights of points in the drawing of a chart, from its top, 0 to 100. */
  private static List<Double> heights(Browser browser, String label, String shape)
      throws Exception {
    JsonNode points =
        browser.run(
            """
            const figure = [...document.querySelectorAll('figure')]
                .find(f => f.querySelector('span').textContent === "%s");
            return [...figure.querySelector("%s").points].map(p => p.y);
            """
                .formatted(label, shape));
    return StreamSupport.stream(points.spliterator(), false).map(JsonNode::asDouble).toList();
  }

  /** The texts in a column of a table. */
  private static List<String> column(Browser browser, String title, int number) throws Exception {
    JsonNode cells =
        browser.run(
            """
            const section = [...document.querySelectorAll('#tables section')]
                .find(s => s.querySelector('h2').textContent === '%s');
            const rows = section.querySelectorAll('tbody tr');
            return rows.length === 0 ? [section.querySelector('p').textContent]
                : [...rows].map(row => row.children[%d].textContent);
            """
                .formatted(title, number));
    return StreamSupport.stream(cells.spliterator(), false).map(JsonNode::asText).toList();
  }

  @Test
  void origin_afterTraffic_tellsWhatItAnsweredAndWhy() throws Exception {
    try (Commands.Service origin = serveSite();
        Browser browser = Browser.start(Files.createDirectory(folder.resolve("profile")))) {
      assertThat(get(origin, "first").get("fromOrigin").asInt()).isEqualTo(LENGTH);
      look(browser, origin);
      assertThat(fact(browser, "Origin", "Spared")).startsWith("-");
      assertThat(headline(browser, "Origin: Spared")).isEqualTo(fact(browser, "Origin", "Spared"));
      List<Double> below = heights(browser, "Origin: Spared", "polygon.below");
      double zero = below.get(0);
      assertThat(zero).as("zero has room above it").isBetween(20.0, 80.0);
      assertThat(below).allMatch(height -> height >= zero).anyMatch(height -> height > zero + 10);
      assertThat(heights(browser, "Origin: Spared", "polygon")).containsOnly(zero);
      assertThat(get(origin, "first").get("fromCache").asInt()).isEqualTo(LENGTH);
      getPlainly(origin);
      look(browser, origin);
      assertThat(fact(browser, "Origin", "Mode")).isEqualTo("content server");
      assertThat(fact(browser, "Origin", "Hit rate")).isEqualTo("100 %");
      assertThat(headline(browser, "Origin: Spared"))
          .isEqualTo(fact(browser, "Origin", "Spared"))
          .endsWith(" MiB");
      assertThat(fact(browser, "Hashing", "Queue: waiting or running")).isEqualTo("0");
      assertThat(column(browser, "Last answers", 2))
          .containsExactly(
              "the client did not ask for hashes", "hashes", "the client's peers did not have it");
      assertThat(column(browser, "Last answers", 1)).containsOnly(origin.address() + "/file");
      assertThat(column(browser, "Last answers", 3)).startsWith("1", "2");
      assertThat(column(browser, "Recent errors", 0)).containsExactly("None.");
      assertThat(browser.run("return document.querySelectorAll('#charts svg').length").asInt())
          .isEqualTo(2);
    }
  }

  @Test
  void peer_afterTraffic_tellsWhatItGaveAndWhatWasFetched() throws Exception {
    try (Commands.Service origin = serveSite();
        Commands.Service peer =
            commands.serve(
                "peer",
                "--listen",
                "127.0.0.1:0",
                "--interface",
                loopback(),
                "--state",
                folder.resolve("one"));
        Browser browser = Browser.start(Files.createDirectory(folder.resolve("profile")))) {
      JsonNode first = get(origin, "one");
      assertThat(first.at("/why/0/reason").asText()).isEqualTo("discoveryOff");
      JsonNode other = get(origin, "other", "--peer", peer.address());
      assertThat(other.get("fromPeers").asInt()).as(other.toString()).isEqualTo(LENGTH);
      assertThat(other.at("/why/0/text").asText()).isEqualTo("1 named peer asked, 1 had it");
      look(browser, peer);
      assertThat(fact(browser, "Peer", "Mode")).isEqualTo("peer, distributed cache");
      assertThat(fact(browser, "Peer", "Peers seen")).isEqualTo("1");
      assertThat(fact(browser, "Peer", "Hit rate")).isEqualTo("100 %");
      assertThat(fact(browser, "Cache", "Used")).isNotEqualTo("0 B");
      assertThat(fact(browser, "Downloads of 'get'", "Ended")).isEqualTo("1");
      assertThat(fact(browser, "Downloads of 'get'", "In flight")).isEqualTo("0");
      assertThat(column(browser, "Last downloads", 1)).containsExactly(origin.url() + "/file");
      assertThat(column(browser, "Last downloads", 2))
          .containsExactly("peers were not searched: discovery is off");
      assertThat(column(browser, "Peers seen", 1)).containsExactly("127.0.0.1");
    }
  }
}
