package org.peerdist.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What other bundles hear of what happens. */
class EventsIT {
  private static final String GUEST = "org.peerdist.container.hearing";
  private static final int LENGTH = 300_000;

  /** What the servlet of the other bundle answers. */
  private static final int SERVED = 1_000_000;

  private static final long SECONDS = 60;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Product.class)
  void listener_hearsWhatHappens_andHarmsNobodyWhenItFails(Product product) throws Exception {
    Path site = Files.createDirectory(folder.resolve("published"));
    try (Origin origin = new Origin(folder, LENGTH, 1L << 32);
        Station station = Station.start(product, folder.resolve("one"), "events");
        Station other = Station.start(product, folder.resolve("other"));
        LogLines log = new LogLines("org.peerdist")) {
      Guest.start(station.container(), GUEST);
      Reflected heard = station.container().service(GUEST + ".Heard");
      station.container().service("org.peerdist.api.whiteboard.PeerDistListener");
      station.client();
      station
          .container()
          .configure(
              "org.peerdist.publisher",
              Map.of("state", folder.resolve("state").toString(), "folders", site.toString()));
      station.container().service(Station.PUBLISHER);
      Path file = Files.write(site.resolve("file"), new byte[LENGTH]);
      awaitLine(heard, "published " + file.toRealPath() + " " + LENGTH);
      awaitLine(heard, "org/peerdist/content/PUBLISHED " + file.toRealPath());

      String peer = station.peer();
      station.fetch(origin.url(), folder.resolve("first"));
      awaitLine(heard, "downloaded " + origin.url() + " " + LENGTH + " false");
      awaitLine(heard, "org/peerdist/content/DOWNLOADED " + origin.url());
      other.client(peer);
      Reflected report = other.fetch(origin.url(), folder.resolve("second"));
      // Of a peer on a machine that is busy, the client may take a part only.
      assertThat((Long) report.call("fromPeers")).as(report.toString()).isPositive();
      awaitLine(heard, "given to 127.0.0.1");

      assertThat(log.await()).startsWith(GUEST + ".Heard fails with an event");
      assertThat(log.others()).isEmpty();
    }
  }

  @Test
  void listener_hearsWhatIsHashedOnItsWay_withoutTheQuery() throws Exception {
    try (Container container = Container.start(Product.FELIX, folder.resolve("framework"));
        LogLines log = new LogLines("org.peerdist")) {
      container.startWithConsole();
      Guest.start(container, GUEST);
      Guest.start(container, "org.peerdist.container.site");
      Reflected heard = container.service(GUEST + ".Heard");
      container.service("org.peerdist.api.whiteboard.PeerDistListener");
      container.configure(
          "org.peerdist.publisher", Map.of("state", folder.resolve("state").toString()));
      container.configure("org.peerdist.filter", Map.of());
      container.service(Station.PUBLISHER);
      URI servlet = URI.create(container.awaitEndpoint() + "download");

      String line = "published " + servlet.getAuthority() + "/download " + SERVED;
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
      while (!lines(heard).contains(line)) {
        assertThat(System.nanoTime()).as("%s in %s", line, lines(heard)).isLessThan(end);
        ask(URI.create(servlet + "?secret"));
      }
      assertThat(log.await()).startsWith(GUEST + ".Heard fails with an event");
    }
  }

  /** Whiteboards follow their services a little later: nobody may answer yet. */
  private static void ask(URI url) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("Accept-Encoding", "peerdist")
            .header("X-P2P-PeerDist", "Version=1.1")
            .build();
    HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
    TimeUnit.MILLISECONDS.sleep(5);
  }

  private static Collection<?> lines(Reflected heard) throws Exception {
    return (Collection<?>) heard.call("lines");
  }

  private static void awaitLine(Reflected heard, String line) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!lines(heard).contains(line)) {
      assertThat(System.nanoTime()).as("%s in %s", line, lines(heard)).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }
}
