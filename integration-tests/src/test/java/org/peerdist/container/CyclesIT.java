package org.peerdist.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWiring;

/** Bundles that are started and stopped again and again, with everything configured. */
class CyclesIT {
  private static final int CYCLES = 100;

  /** In so many cycles the bundles get new class loaders once. */
  private static final int REFRESH = 10;

  private static final int LENGTH = 1_000_000;
  private static final long SECONDS = 60;

  /** POLICY: what the virtual machine and the container may keep for themselves, in all cycles. */
  private static final long HEAP_SLACK = 8 << 20;

  private static final int THREAD_SLACK = 3;
  private static final int DESCRIPTOR_SLACK = 5;

  @TempDir private Path folder;

  private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();

  @Test
  @EnabledOnOs(OS.LINUX)
  void startAndStop_manyTimes_leavesNothing() throws Exception {
    try (Origin origin = new Origin(folder, LENGTH, 1L << 32);
        Station station = Station.start(Product.FELIX, folder.resolve("station"))) {
      station.client();
      station.peer();
      station.hostedCache();
      fetch(station, origin);
      for (int i = 0; i < REFRESH; i++) {
        cycle(station, origin, i);
      }
      stop(station);
      collect();
      long heap = heap();
      int threads = Thread.activeCount();
      long descriptors = descriptors();

      for (int i = 0; i < CYCLES; i++) {
        cycle(station, origin, i);
      }
      stop(station);

      await("beans", () -> beans() == 0);
      await("class loaders", () -> alive() <= 1);
      await("threads", () -> Thread.activeCount() <= threads + THREAD_SLACK);
      await("open files", () -> descriptors() <= descriptors + DESCRIPTOR_SLACK);
      await("heap", () -> heap() <= heap + HEAP_SLACK);
      assertThat(loaders).hasSize((CYCLES / REFRESH + 1) * station.container().own().size());
    }
  }

  private void cycle(Station station, Origin origin, int number) throws Exception {
    stop(station);
    if (number % REFRESH == 0) {
      station.container().own().forEach(this::remember);
      for (Bundle bundle : station.container().own()) {
        bundle.update();
      }
      station.container().refresh(station.container().own());
    }
    start(station);
    station.container().service(Station.PEER);
    station.container().service(Station.HOSTED_CACHE);
    if (number % REFRESH == 0) {
      fetch(station, origin);
    }
  }

  private void remember(Bundle bundle) {
    BundleWiring wiring = bundle.adapt(BundleWiring.class);
    loaders.add(new WeakReference<>(wiring.getClassLoader()));
  }

  private void fetch(Station station, Origin origin) throws Exception {
    Path file = folder.resolve("file");
    station.fetch(origin.url(), file);
    assertThat(file).hasSameBinaryContentAs(origin.file());
  }

  private static void start(Station station) throws BundleException {
    for (Bundle bundle : station.container().bundles()) {
      if (!Container.isFragment(bundle)) {
        bundle.start();
      }
    }
  }

  private static void stop(Station station) throws BundleException {
    List<Bundle> bundles = new ArrayList<>(station.container().bundles());
    Collections.reverse(bundles);
    for (Bundle bundle : bundles) {
      if (!Container.isFragment(bundle)) {
        bundle.stop();
      }
    }
  }

  private static void collect() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
  }

  private static long heap() {
    collect();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static int beans() {
    try {
      ObjectName ours = new ObjectName("org.peerdist.jetty*:name=*,*");
      return ManagementFactory.getPlatformMBeanServer().queryNames(ours, null).size();
    } catch (MalformedObjectNameException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long descriptors() {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long alive() {
    collect();
    return loaders.stream().filter(loader -> loader.get() != null).count();
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("%s are left over", what).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
