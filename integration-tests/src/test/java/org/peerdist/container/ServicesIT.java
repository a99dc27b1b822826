package org.peerdist.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;

/** What a bundle of somebody else does with the services of this project. */
class ServicesIT {
  private static final String GUEST = "org.peerdist.container.guest";
  private static final int LENGTH = 300_000;
  private static final long SECONDS = 60;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Product.class)
  void guest_publishesAndRetrieves_andNamesWhatToPublish(Product product) throws Exception {
    Path site = Files.createDirectories(folder.resolve("site"));
    Path file = Files.write(site.resolve("file"), new byte[LENGTH]);
    try (Station station = Station.start(product, folder.resolve("station"));
        LogLines log = new LogLines("org.peerdist")) {
      Container container = station.container();
      Bundle guest = Guest.start(container, GUEST);
      station.client();
      station.publisher();
      Reflected trip = container.service(GUEST + ".RoundTrip");
      assertThat(trip.call("publishAndOpen", file)).isEqualTo((long) LENGTH);
      assertThat(trip.call("isPublished", "guest")).isEqualTo(false);

      container.configure(GUEST + ".files", Map.of("folder", site.toString()));
      await(() -> trip.call("isPublished", "named").equals(true));
      assertThat(log.await()).contains("No hashes of " + site.resolve("missing"));
      assertThat(log.others()).isEmpty();
      awaitHashes(container);

      Reflected publisher = container.service(Station.PUBLISHER);
      guest.stop();
      assertThat(container.service(Station.PUBLISHER)).isEqualTo(publisher);
      guest.start();
      Reflected again = container.service(GUEST + ".RoundTrip");
      await(() -> again.call("isPublished", "named").equals(true));
      container.unconfigure(GUEST + ".files");
      await(() -> again.call("isPublished", "named").equals(false));
    }
  }

  /** Waits for those of the file, by its path and by its name. */
  private static void awaitHashes(Container container) throws Exception {
    Reflected publisher = container.service(Station.PUBLISHER);
    Reflected cache =
        new Reflected(publisher.call("cache"), "org.peerdist.hashgen.PublicationCache");
    await(() -> cache.call("count").equals(2));
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!condition.call()) {
      assertThat(System.nanoTime()).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }
}
