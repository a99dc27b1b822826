package org.peerdist.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The commands in the shell of a container. */
class ShellIT {
  private static final int LENGTH = 1_000_000;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Product.class)
  void cache_isLookedAfterWhileTheClientUsesIt(Product product) throws Exception {
    Path fetched = folder.resolve("fetched");
    String get = "peerdist:get " + "%s -o '" + fetched + "'";
    Path packed = folder.resolve("packed");
    try (Origin origin = new Origin(folder, LENGTH, 1L << 32);
        Station station = Station.start(product, folder.resolve("station"), "shell");
        Shell shell = Shell.start(station.container())) {
      station.container().service(Station.CACHE);
      assertThat(shell.runWith("cache", "peerdist:cache list"))
          .contains("0 segments, 0 blocks, 0 B");
      station.client();
      station.container().service(Station.CLIENT);

      assertThat(shell.runWith("client", get.formatted(origin.url())))
          .contains("976.6 KiB from the origin");
      assertThat(fetched).hasSameBinaryContentAs(origin.file());
      assertThat(shell.run("peerdist:cache list")).contains("segment  ", "blocks, 976.6 KiB");
      assertThat(shell.run("peerdist:cache list --json")).contains("\"segments\":[{");
      assertThat(shell.run("peerdist:cache export '" + packed + "'")).startsWith("exported ");
      assertThat(shell.run("peerdist:cache clear")).startsWith("deleted ");
      assertThat(shell.run("peerdist:cache list")).contains("0 segments");
      assertThat(shell.run("peerdist:cache import '" + packed + "'")).startsWith("imported ");
      assertThat(shell.run("peerdist:cache verify")).contains("976.6 KiB: all sound");
      assertThat(shell.run(get.formatted(origin.url()) + " --json"))
          .contains("\"fromCache\":" + LENGTH, "\"fromOrigin\":0");
    }
  }

  @ParameterizedTest
  @EnumSource(Product.class)
  void publisher_hashesWhatIsNamed(Product product) throws Exception {
    Path site = Files.createDirectories(folder.resolve("the site"));
    Path file = Files.write(site.resolve("file"), new byte[LENGTH]);
    try (Station station = Station.start(product, folder.resolve("station"), "shell");
        Shell shell = Shell.start(station.container())) {
      station.container().service(Station.CACHE);
      assertThat(shell.runWith("cache", "peerdist:status"))
          .containsPattern("cache +" + folder + ".*: 0 B of 20.0 MiB\n")
          .containsPattern("peer +does not run\n")
          .containsPattern("publisher +does not run\n");
      assertThatThrownBy(() -> shell.run("peerdist:hash '" + file + "'"))
          .hasMessage("org.peerdist.publisher does not run in this container: configure it");

      station.publisher();
      String peer = station.peer();
      assertThat(shell.runWith("publisher", "peerdist:publish '" + site + "'")).isEmpty();
      Reflected publishing = station.container().service(Station.PUBLISHER);
      publishing.call("awaitPublished", java.time.Duration.ofSeconds(30));
      assertThat(shell.runWith("peer", "peerdist:status"))
          .contains("1 contents with hashes, 0 waiting or running, 0 failed")
          .contains("http://" + peer + "/, 0 uploads now, 0 B given so far");
      Path hashes = site.resolve("file.pci2");
      assertThat(shell.run("peerdist:hash '" + file + "'")).isEqualTo(hashes + "\n");
      assertThat(shell.run("peerdist:inspect '" + hashes + "'")).contains("version   2\n");
    }
  }

  @Test
  void wrongUse_isOneLineWithTheCommandThatHelps() throws Exception {
    try (Station station = Station.start(Product.FELIX, folder, "shell");
        Shell shell = Shell.start(station.container())) {
      assertThat(shell.run("peerdist:cache --help"))
          .startsWith("Usage: peerdist:cache ")
          .contains("list", "clear", "verify", "export", "import");
      assertThatThrownBy(() -> shell.run("peerdist:get http://localhost/"))
          .hasMessage("Missing required option: '--output=FILE'; see 'peerdist:get --help'");
      assertThatThrownBy(() -> shell.run("peerdist:inspect '" + folder.resolve("none") + "'"))
          .hasMessage(folder.resolve("none") + ": no such file or folder");
    }
  }
}
