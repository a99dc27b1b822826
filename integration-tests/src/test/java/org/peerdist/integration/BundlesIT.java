package org.peerdist.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The jars as they were built: each is an OSGi bundle, and their packages fit together. */
class BundlesIT {
  private static final List<String> BUNDLES =
      List.of(
          "wire",
          "configuration",
          "content",
          "api",
          "discovery",
          "retrieval",
          "cache",
          "hostedcache",
          "peer",
          "client",
          "hashgen",
          "origin",
          "servlet",
          "jetty",
          "smb",
          "launcher");

  /** A package with its attributes: what stands between two commas that are not quoted. */
  private static final Pattern CLAUSE = Pattern.compile("(?:[^,\"]|\"[^\"]*\")+");

  private static final Pattern VERSION = Pattern.compile(";version=\"?([^;\"]+)\"?");

  private static List<Path> jars() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(
            path -> path.getFileName().toString().matches("peerdist-(?!integration-tests).*\\.jar"))
        .toList();
  }

  private static Attributes manifest(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getManifest().getMainAttributes();
    }
  }

  /** The packages of a header with their versions, or "" for none. */
  private static Map<String, String> packages(Attributes manifest, String header) {
    Map<String, String> packages = new LinkedHashMap<>();
    String value = manifest.getValue(header);
    Matcher clauses = CLAUSE.matcher(value == null ? "" : value);
    while (clauses.find()) {
      Matcher version = VERSION.matcher(clauses.group().replace(":String", ""));
      packages.put(clauses.group().split(";", 2)[0], version.find() ? version.group(1) : "");
    }
    return packages;
  }

  @Test
  void jars_areAllThere_asBundles() throws IOException {
    List<String> names = new ArrayList<>();
    for (Path jar : jars()) {
      Attributes manifest = manifest(jar);
      assertThat(manifest.getValue("Bundle-ManifestVersion")).as(jar.toString()).isEqualTo("2");
      assertThat(manifest.getValue("Bundle-Version")).matches("\\d+\\.\\d+\\.\\d+(\\..*)?");
      names.add(manifest.getValue("Automatic-Module-Name").replaceFirst("org\\.peerdist\\.", ""));
      assertThat(manifest.getValue("Bundle-SymbolicName")).startsWith("org.peerdist.peerdist-");
    }
    assertThat(names).doesNotHaveDuplicates().containsAll(BUNDLES);
  }

  @Test
  void exports_haveVersions_andNoPackageIsInTwoBundles() throws IOException {
    List<String> exported = new ArrayList<>();
    for (Path jar : jars()) {
      Map<String, String> exports = packages(manifest(jar), "Export-Package");
      exports.forEach(
          (name, version) -> {
            assertThat(name).startsWith("org.peerdist.").doesNotContain("internal");
            assertThat(version).as("version of %s", name).matches("\\d+\\.\\d+\\.\\d+");
          });
      exported.addAll(exports.keySet());
    }
    assertThat(exported)
        .doesNotHaveDuplicates()
        .contains("org.peerdist.wire", "org.peerdist.content", "org.peerdist.retrieval");
  }

  @Test
  void imports_ofOurPackages_haveRangesAndAreExported() throws IOException {
    Map<String, String> exports = new LinkedHashMap<>();
    Map<String, String> imports = new LinkedHashMap<>();
    for (Path jar : jars()) {
      exports.putAll(packages(manifest(jar), "Export-Package"));
      imports.putAll(packages(manifest(jar), "Import-Package"));
    }
    imports.keySet().removeIf(name -> !name.startsWith("org.peerdist."));
    assertThat(imports).containsKeys("org.peerdist.wire", "org.peerdist.content");
    assertThat(exports.keySet()).containsAll(imports.keySet());
    imports.forEach(
        (name, range) ->
            assertThat(range).as("range of %s", name).matches("\\[[\\d.]+,[\\d.]+\\)"));
  }

  @Test
  void distribution_shipsWhatIsTestedHere() throws IOException {
    List<Path> tested =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(path -> path.toString().endsWith(".jar"))
            .toList();
    Path launcher = Path.of(System.getProperty("peerdist.launcher")).normalize();
    List<Path> shipped;
    try (Stream<Path> lib = Files.list(launcher.resolve("../../lib").normalize())) {
      shipped = lib.filter(path -> path.toString().endsWith(".jar")).toList();
    }
    assertThat(shipped).hasSizeGreaterThan(BUNDLES.size());
    for (Path jar : shipped) {
      boolean found = false;
      for (Path candidate : tested) {
        found |= Files.mismatch(jar, candidate) < 0;
      }
      assertThat(found).as("%s is on the class path of the tests", jar.getFileName()).isTrue();
    }
  }
}
