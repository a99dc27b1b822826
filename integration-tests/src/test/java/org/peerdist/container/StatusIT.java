package org.peerdist.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

/** What the status page of a container tells. */
class StatusIT {
  private static final String GUEST = "org.peerdist.container.guest";
  private static final int LENGTH = 300_000;
  private static final long SECONDS = 60;

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir private Path folder;

  @Test
  void page_tellsOfAllServices_andOfWhatWasDoneOverTheApi() throws Exception {
    Path file = Files.write(folder.resolve("file"), new byte[LENGTH]);
    try (Origin origin = new Origin(folder, LENGTH, 1L << 32);
        Station station = Station.start(Product.FELIX, folder.resolve("station"))) {
      Container container = station.container();
      Guest.start(container, GUEST);
      station.client();
      station.publisher();
      String peer = station.peer();
      station.fetch(origin.url(), folder.resolve("one"));
      container.service(GUEST + ".RoundTrip").call("publishAndOpen", file);

      String json = awaitText(peer, "read over the API");
      assertThat(json)
          .contains("{\"title\":\"Peer\"", "{\"title\":\"Cache\"", "{\"title\":\"Downloads\"")
          .contains("{\"title\":\"Hashing\"", "{\"text\":\"" + origin.url() + "\"}")
          .contains("{\"title\":\"Last published\"", "{\"text\":\"" + file + "\"}")
          .contains("{\"text\":\"content, bytes 0 to " + LENGTH + "\"}")
          .doesNotContain("{\"title\":\"Hosted cache\"");

      station.hostedCache();
      awaitText(peer, "{\"title\":\"Hosted cache\"");
      container.unconfigure("org.peerdist.publisher");
      await(peer, text -> !text.contains("{\"title\":\"Hashing\""));
    }
  }

  @Test
  void page_turnedOff_isNotThere() throws Exception {
    try (Station station = Station.start(Product.FELIX, folder)) {
      String peer = station.peer();
      awaitText(peer, "{\"title\":\"Peer\"");
      station.container().configure("org.peerdist.status", Map.of("viewers", "off"));
      await(peer, text -> !text.contains("{\"title\":\"Peer\""));
      station.container().configure("org.peerdist.status", Map.of("viewers", "all"));
      awaitText(peer, "{\"title\":\"Peer\"");
    }
  }

  @Test
  void page_tellsWhatWentWrong() throws Exception {
    try (Station station = Station.start(Product.FELIX, folder);
        LogLines lines = new LogLines("org.peerdist")) {
      String peer = station.peer();
      awaitText(peer, "{\"title\":\"Recent errors\",\"empty\":\"None.\"");
      station.container().configure("org.peerdist.hostedcache", Map.of("listen", "<b>\"here\""));
      String json = awaitText(peer, "org.peerdist.hostedcache: listen=");
      assertThat(json).contains("listen=<b>\\\"here\\\": ", "; nothing runs\"}]");
      assertThat(lines.await()).startsWith("org.peerdist.hostedcache: listen=");
    }
  }

  @Test
  void page_tellsWhatIsInTheLogOfTheContainer_ofOurBundlesOnly() throws Exception {
    try (Station station = Station.start(Product.EQUINOX, folder)) {
      String peer = station.peer();
      log(station.container().own("wire").getBundleContext(), "before\tour warning");
      log(station.container().context(), "a warning of others");
      log(station.container().own("cache").getBundleContext(), "our second warning");
      String json = awaitText(peer, "{\"text\":\"our second warning\"}");
      assertThat(json)
          .contains("{\"text\":\"before our warning\"}")
          .doesNotContain("a warning of others");
    }
  }

  /** Logs to the log of the container, as the bundle of the context. */
  private static void log(BundleContext context, String text) throws Exception {
    String type = "org.osgi.service.log.LogService";
    Object log = context.getService(context.getServiceReference(type));
    Reflected service = new Reflected(log, type);
    new Reflected(service.call("getLogger", text), "org.osgi.service.log.Logger")
        .call("warn", text);
  }

  private String awaitText(String peer, String text) throws Exception {
    return await(peer, all -> all.contains(text));
  }

  /** The components of a container follow its services a little later. */
  private String await(String peer, java.util.function.Predicate<String> wanted) throws Exception {
    URI url = URI.create("http://" + peer + "/peerdist/status.json");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (true) {
      HttpResponse<String> answer =
          http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
      if (wanted.test(answer.body())) {
        return answer.body();
      }
      assertThat(System.nanoTime()).as(answer.body()).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }
}
