package org.peerdist.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The consoles of Apache Felix, and what they show and check. */
class ConsoleIT {
  private static final String CHECK = "org.apache.felix.hc.api.HealthCheck";
  private static final String PRINTER = "org.apache.felix.inventory.InventoryPrinter";
  private static final long SECONDS = 60;

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir private Path folder;

  @Test
  void webConsole_hasATabWithThePage_forThoseWhoAreLetIn() throws Exception {
    try (Container container = Container.start(Product.FELIX, folder.resolve("framework"))) {
      container.startWithConsole();
      configure(container);
      URI console = URI.create(container.awaitEndpoint() + "system/console/peerdist");
      HttpResponse<String> tab = await(console, answer -> answer.statusCode() == 200);
      assertThat(tab.body())
          .contains("src=\"/system/console/peerdist/page/\"")
          .contains("<title>", "PeerDist");

      assertThat(send(console, "").statusCode()).isEqualTo(401);
      URI page = URI.create(console + "/page/");
      assertThat(send(page, "").statusCode()).isEqualTo(401);
      assertThat(send(page, "admin").body()).contains("<h1>PeerDist</h1>");
      assertThat(send(page, "admin").headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("frame-ancestors 'self'");
      assertThat(send(page.resolve("status.js"), "admin").headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("text/javascript"));
      assertThat(send(page.resolve("other"), "admin").statusCode()).isEqualTo(404);
      await(
          page.resolve("status.json"),
          answer ->
              answer.body().contains("{\"title\":\"Peer\"")
                  && answer.body().contains("\"Last downloads\""));
    }
  }

  @Test
  void inventory_hasWhatThePageHas() throws Exception {
    try (Container container = Container.start(Product.FELIX, folder.resolve("framework"))) {
      container.startWithConsole();
      configure(container);
      Reflected printer = container.service(PRINTER, "(felix.inventory.printer.name=peerdist)");
      awaitPrint(printer, "TEXT", "Peer\n  Mode: peer, distributed cache\n");
      awaitPrint(printer, "JSON", "{\"sections\":[{\"title\":\"Peer\"");
    }
  }

  /** What is printed follows the services a little later. */
  private static void awaitPrint(Reflected printer, String format, String text) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    for (String all = ""; !all.contains(text); all = print(printer, format)) {
      assertThat(System.nanoTime()).as(all).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private static String print(Reflected printer, String format) throws Exception {
    Object form = printer.field("org.apache.felix.inventory.Format", format);
    StringWriter text = new StringWriter();
    try (PrintWriter writer = new PrintWriter(text)) {
      printer.call("print", writer, form, false);
    }
    return text.toString();
  }

  @Test
  void healthChecks_tellWhatIsWrong() throws Exception {
    try (Container container = Container.start(Product.FELIX, folder.resolve("framework"));
        ServerSocket taken = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      container.startWithConsole();
      assertThat(container.find(CHECK, "(hc.name=PeerDist*)")).isEmpty();
      configure(container);
      container.configure(
          "org.peerdist.publisher", Map.of("state", folder.resolve("state").toString()));
      awaitCheck(container, "PeerDist peer", "OK", "The peer listens at http://127.0.0.1:");
      awaitCheck(container, "PeerDist content cache", "OK", " of 20971520 bytes.");
      awaitCheck(container, "PeerDist hashing", "OK", "0 contents wait to be hashed.");
      String caches = "PeerDist hosted caches of the client";
      awaitCheck(container, caches, "OK", "The client has no hosted caches configured.");

      container.configure(
          "org.peerdist.client", Map.of("discovery", false, "hosted.caches", address(taken)));
      awaitCheck(container, caches, "OK", "All hosted caches of the client accept connections.");
      // One that runs would go on.
      container.unconfigure("org.peerdist.peer");
      awaitGone(container, Station.PEER);
      container.configure(
          "org.peerdist.peer", Map.of("listen", address(taken), "interfaces", "lo"));
      awaitCheck(container, "PeerDist peer", "CRITICAL", "The peer is configured and does not run");
      container.configure(
          "org.peerdist.client", Map.of("discovery", false, "hosted.caches", "127.0.0.1:1"));
      awaitCheck(container, caches, "WARN", "hosted caches accept no connections: 127.0.0.1:1");
    }
  }

  private static void awaitGone(Container container, String service) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (container.find(service).isPresent()) {
      assertThat(System.nanoTime()).as(service).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private static String address(ServerSocket socket) {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  private static void awaitCheck(Container container, String name, String status, String text)
      throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    String result = "";
    while (!result.contains("status=" + status) || !result.contains(text)) {
      assertThat(System.nanoTime()).as("%s: %s", name, result).isLessThan(end);
      Reflected check = container.service(CHECK, "(hc.name=" + name + ")");
      result = String.valueOf(check.call("execute"));
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  /** Has a cache, a client and a peer. */
  private void configure(Container container) throws Exception {
    container.configure(
        "org.peerdist.cache",
        Map.of("folder", folder.resolve("cache").toString(), "size", "20MiB"));
    container.configure("org.peerdist.client", Map.of("discovery", false));
    container.configure(
        "org.peerdist.peer",
        Map.of("listen", "127.0.0.1:0", "interfaces", "lo", "discovery.port", 17_024));
  }

  private HttpResponse<String> send(URI url, String user) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(url);
    if (!user.isEmpty()) {
      byte[] login = (user + ":admin").getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** The console follows its bundles a little later. */
  private HttpResponse<String> await(URI url, Predicate<HttpResponse<String>> wanted)
      throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (true) {
      HttpResponse<String> answer = send(url, "admin");
      if (wanted.test(answer)) {
        return answer;
      }
      assertThat(System.nanoTime()).as("%s: %s", answer, answer.body()).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }
}
