package org.peerdist.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The package for Debian, as its tools see it. */
@EnabledIf("hasTools")
class DebianPackageIT {
  @TempDir private Path folder;

  static boolean hasTools() {
    return Files.isExecutable(Path.of("/usr/bin/dpkg-deb"));
  }

  private static Path deb() throws IOException {
    Path target = Path.of(System.getProperty("peerdist.launcher")).resolve("../../..").normalize();
    try (Stream<Path> files = Files.list(target)) {
      List<Path> found = files.filter(file -> file.toString().endsWith("_all.deb")).toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  @Test
  void control_saysWhatItNeeds_andWhichFilesAreConfiguration() throws Exception {
    assertThat(run("dpkg-deb", "-I", deb().toString()))
        .contains("Package: peerdist\n", "Version: 0.1.0", "java17-runtime-headless")
        .contains("postinst", "prerm", "postrm");
    assertThat(run("dpkg-deb", "-I", deb().toString(), "conffiles").lines())
        .allMatch(line -> line.startsWith("/etc/peerdist/"))
        .contains("/etc/peerdist/org.peerdist.cache.cfg", "/etc/peerdist/org.peerdist.peer.cfg");
  }

  @Test
  void contents_belongToRoot_andNobodyElseMayWriteThem() throws Exception {
    List<String> lines = run("dpkg-deb", "-c", deb().toString()).lines().toList();
    assertThat(lines)
        .allMatch(line -> line.matches("(d|-)rw[x-]r-[x-][r-]-[x-] root/root .*|l.* root/root .*"))
        .filteredOn(line -> line.contains("/etc/peerdist/org."))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("-rw-r----- "), "nobody else may read it");
    assertThat(lines)
        .filteredOn(line -> !line.contains("/etc/peerdist/org."))
        .allMatch(line -> line.matches("d?-?rw[x-]r-[x-]r-[x-] .*|l.*"))
        .anyMatch(line -> line.endsWith("./usr/bin/peerdist -> ../share/peerdist/bin/peerdist"))
        .anyMatch(line -> line.endsWith("./usr/share/peerdist/conf -> /etc/peerdist"))
        .anyMatch(line -> line.startsWith("-rwx") && line.endsWith("/peerdist/bin/peerdist-osgi"))
        .anyMatch(line -> line.endsWith("./usr/lib/systemd/system/peerdist.service"))
        .anyMatch(line -> line.endsWith("./usr/share/doc/peerdist/copyright"))
        .noneMatch(line -> line.contains(".jsa"));
  }

  @Test
  void unit_isUnderstoodBySystemd() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "no systemd");
    run("dpkg-deb", "-x", deb().toString(), folder.toString());
    String unit =
        Files.readString(folder.resolve("usr/lib/systemd/system/peerdist.service"))
            .replace("ExecStart=/usr/", "ExecStart=" + folder + "/usr/");
    assertThat(unit).contains("ExecStart=" + folder);
    Path here = Files.writeString(folder.resolve("peerdist.service"), unit);
    assertThat(run("systemd-analyze", "verify", "--man=no", here.toString()))
        .doesNotContain("peerdist.service:");
  }

  @Test
  void lintian_hasNothingAgainstTheMaintainerAndTheFiles() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/lintian")), "no lintian");
    Process lintian =
        new ProcessBuilder("lintian", "--allow-root", "--tag-display-limit", "0", deb().toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(lintian.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    lintian.waitFor();
    assertThat(output)
        .doesNotContain("bogus-mail-host", "malformed-contact", "maintainer-address")
        .doesNotContain("conffile", "non-standard-file-perm", "etc-file");
  }

  @Test
  void unpacked_theCommandRuns() throws Exception {
    run("dpkg-deb", "-x", deb().toString(), folder.toString());
    assertThat(run(folder.resolve("usr/bin/peerdist").toString(), "--version"))
        .startsWith("peerdist ");
  }
}
