package org.peerdist.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;

/** The components in containers, configured as their users do. */
class ComponentsIT {
  private static final int LENGTH = 6_000_000;
  private static final long FAST = 1L << 32;

  /** A download takes so long that a busy machine meets it in its middle. */
  private static final long SLOW = LENGTH / 5;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Product.class)
  void client_fetchesFromThePeerOfAnotherContainer(Product product) throws Exception {
    try (Origin origin = new Origin(folder, LENGTH, FAST);
        Station first = Station.start(product, folder.resolve("first"));
        Station second = Station.start(product, folder.resolve("second"))) {
      first.client();
      Reflected report = first.fetch(origin.url(), folder.resolve("one"));
      assertThat(report.call("fromOrigin")).as(report.toString()).isEqualTo((long) LENGTH);

      second.client(first.peer());
      report = second.fetch(origin.url(), folder.resolve("two"));
      assertThat(report.call("fromPeers")).as(report.toString()).isEqualTo((long) LENGTH);
      assertThat(folder.resolve("one")).hasSameBinaryContentAs(origin.file());
      assertThat(folder.resolve("two")).hasSameBinaryContentAs(origin.file());
    }
  }

  @Test
  void configuration_wrong_costsOneLineAndNothingElse() throws Exception {
    try (Station station = Station.start(Product.FELIX, folder);
        LogLines log = new LogLines("org.peerdist");
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Container container = station.container();
      station.peer();
      Reflected peer = container.service(Station.PEER);

      container.configure("org.peerdist.peer", Map.of("listen", "everywhere"));
      assertThat(log.await())
          .isEqualTo(
              "org.peerdist.peer: listen=everywhere: 'everywhere' is not HOST:PORT, such as"
                  + " 10.0.0.1:80, [::1]:80 or name:80; what ran before goes on");
      String address = "127.0.0.1:" + taken.getLocalPort();
      container.configure("org.peerdist.peer", Map.of("listen", address, "interfaces", "lo"));
      assertThat(log.await())
          .startsWith("org.peerdist.peer: listen=" + address + ": ")
          .contains("Address already in use")
          .endsWith("; what ran before goes on");
      container.configure("org.peerdist.cache", Map.of("size", "0%"));
      assertThat(log.await()).startsWith("org.peerdist.cache: size=0%: ");

      assertThat(container.find(Station.PEER)).hasValue(peer);
      assertThat(log.others()).isEmpty();
    }
  }

  @Test
  void configuration_changed_reachesOnlyWhatItTouches() throws Exception {
    try (Station station = Station.start(Product.FELIX, folder)) {
      Container container = station.container();
      station.client();
      station.peer();
      Reflected cache = container.service(Station.CACHE);
      Reflected client = container.service(Station.CLIENT);
      Reflected peer = container.service(Station.PEER);

      station.client("127.0.0.1:1");
      Reflected newClient = container.service(Station.CLIENT, client);
      assertThat(container.find(Station.PEER)).hasValue(peer);
      assertThat(container.find(Station.CACHE)).hasValue(cache);

      container.configure(
          "org.peerdist.peer",
          Map.of("listen", "127.0.0.1:0", "interfaces", "lo", "discovery.port", 17_022));
      Reflected newPeer = container.service(Station.PEER, peer);
      assertThat(container.find(Station.CLIENT)).hasValue(newClient);
      assertThat(container.find(Station.CACHE)).hasValue(cache);

      station.cacheOf("30MiB");
      container.service(Station.CACHE, cache);
      container.service(Station.CLIENT, newClient);
      container.service(Station.PEER, newPeer);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void cacheOfThePeer_isThatOfCommandsBesideIt_andInItsLog() throws Exception {
    try (Origin origin = new Origin(folder, LENGTH, FAST);
        Station station = Station.start(Product.FELIX, folder.resolve("station"))) {
      station.client();
      station.peer();
      assertThat(get(origin)).contains("\"fromOrigin\":" + LENGTH);
      assertThat(get(origin)).contains("\"fromCache\":" + LENGTH);
      Reflected log =
          new Reflected(
              station.container().service(Station.CLIENT).call("downloads"),
              "org.peerdist.client.DownloadLog");
      assertThat(log.call("ended")).isEqualTo(2L);
      assertThat(log.call("bytesFromCache")).isEqualTo((long) LENGTH);
    }
    assertThat(folder.resolve("station/cache.socket")).doesNotExist();
  }

  private String get(Origin origin) throws Exception {
    return Command.output(
        "get",
        origin.url(),
        "-o",
        folder.resolve("got").toString(),
        "--state",
        folder.resolve("station").toString(),
        "--no-discovery",
        "--json");
  }

  @Test
  void bundleOfThePeer_stopped_freesItsPort() throws Exception {
    try (Station station = Station.start(Product.FELIX, folder)) {
      int port = Integer.parseInt(station.peer().replaceFirst(".*:", ""));
      station.container().own("jetty").stop();

      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        assertThat(free.isBound()).isTrue();
      }
    }
  }

  @Test
  void bundles_updatedAndRefreshed_leaveNoDownloadWithWrongBytes() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Origin origin = new Origin(folder, LENGTH, SLOW);
        Station station = Station.start(Product.FELIX, folder.resolve("station"))) {
      Container container = station.container();
      station.client();
      station.peer();
      Path file = folder.resolve("one");
      Future<Reflected> download = thread.submit(() -> station.fetch(origin.url(), file));
      awaitMiddle(origin, download);
      Bundle jetty = container.own("jetty");
      jetty.update();
      container.refresh(List.of(jetty));

      assertThat(download.get(1, TimeUnit.MINUTES).call("bytes")).isEqualTo((long) LENGTH);
      assertThat(file).hasSameBinaryContentAs(origin.file());
      container.service(Station.PEER);
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void bundleOfTheClient_updatedDuringADownload_canFetchAfterwards() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Origin origin = new Origin(folder, LENGTH, SLOW);
        Station station = Station.start(Product.FELIX, folder.resolve("station"))) {
      Container container = station.container();
      station.client();
      Reflected old = container.service(Station.CLIENT);
      Path cut = folder.resolve("cut");
      Future<Reflected> download = thread.submit(() -> station.fetch(origin.url(), cut));
      awaitMiddle(origin, download);
      Bundle client = container.own("client");
      client.update();
      container.refresh(List.of(client));
      try {
        download.get(1, TimeUnit.MINUTES);
        assertThat(cut).hasSameBinaryContentAs(origin.file());
      } catch (ExecutionException e) {
        // Its classes are gone, if not its connections.
        assertThat(e.getCause())
            .isInstanceOfAny(IOException.class, IllegalStateException.class, LinkageError.class);
        assertThat(isBeginning(cut, origin.file())).isTrue();
      }

      container.service(Station.CLIENT, old);
      Path whole = folder.resolve("whole");
      station.fetch(origin.url(), whole);
      assertThat(whole).hasSameBinaryContentAs(origin.file());
    } finally {
      thread.shutdownNow();
    }
  }

  private static boolean isBeginning(Path part, Path whole) throws IOException {
    long end = Files.mismatch(part, whole);
    return end < 0 || end == Files.size(part);
  }

  private static void awaitMiddle(Origin origin, Future<?> download) throws InterruptedException {
    while (origin.sent() < LENGTH / 8 && !download.isDone()) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    assertThat(download).isNotDone();
  }
}
