package org.peerdist.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The services of a container, as those see them who manage the process by JMX. */
class ManagementIT {
  private static final int LENGTH = 300_000;
  private static final long SECONDS = 60;

  private static final String CACHE =
      "org.peerdist.jetty.module:type=cachecounters,name=org.peerdist.cache,id=";
  private static final String CLIENT =
      "org.peerdist.jetty.module:type=downloadcounters,name=org.peerdist.client,id=";
  private static final String PEER =
      "org.peerdist.jetty:type=uploadcounters,name=org.peerdist.peer,id=";
  private static final String HOSTED_CACHE = ",name=org.peerdist.hostedcache,id=";

  private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Product.class)
  void beans_areThereWhileTheirServicesRun(Product product) throws Exception {
    try (Origin origin = new Origin(folder, LENGTH, 1L << 32);
        Station station = Station.start(product, folder.resolve("station"))) {
      await(CACHE + 0);
      station.client();
      station.peer();
      await(CACHE + 0, CLIENT + 0, PEER + 0);
      station.fetch(origin.url(), folder.resolve("file"));
      assertThat(count(CLIENT + 0, "ended")).isEqualTo(1);
      assertThat(count(CACHE + 0, "maximumBytes")).isEqualTo(20 << 20);
      assertThat(count(PEER + 0, "blocksAsked")).isZero();

      station.hostedCache();
      String offers = "org.peerdist.jetty:type=offercounters" + HOSTED_CACHE + 0;
      String uploads = "org.peerdist.jetty:type=uploadcounters" + HOSTED_CACHE + 0;
      await(CACHE + 0, CLIENT + 0, PEER + 0, offers, uploads);
      assertThat(count(offers, "offeredSegments")).isZero();

      station.container().unconfigure("org.peerdist.peer");
      await(CACHE + 0, CLIENT + 0, offers, uploads);
      station.container().own("jetty").stop();
      await();
      station.container().own("jetty").start();
      await(CACHE + 0, CLIENT + 0, offers, uploads);
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void beans_ofTwoContainers_haveOtherNumbers() throws Exception {
    try (Station one = Station.start(Product.FELIX, folder.resolve("one"))) {
      await(CACHE + 0);
      try (Station other = Station.start(Product.EQUINOX, folder.resolve("other"))) {
        await(CACHE + 0, CACHE + 1);
        assertThat(other.container().find(Station.CACHE)).isPresent();
      }
      await(CACHE + 0);
      one.container().unconfigure("org.peerdist.cache");
      await();
    }
  }

  private long count(String name, String attribute) throws Exception {
    return (Long) beans.getAttribute(new ObjectName(name), attribute);
  }

  private Set<String> names() throws Exception {
    return beans.queryNames(new ObjectName("org.peerdist.jetty*:name=*,*"), null).stream()
        .map(ObjectName::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The component follows the services a little later. */
  private void await(String... wanted) throws Exception {
    Set<String> all = new TreeSet<>(List.of(wanted));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!names().equals(all)) {
      assertThat(System.nanoTime()).as("%s instead of %s", names(), all).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }
}
