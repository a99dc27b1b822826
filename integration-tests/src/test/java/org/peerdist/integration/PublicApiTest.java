package org.peerdist.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Exported packages are as they were recorded, or have another version. A record is a file for a
 * package: its version, and what others can name of it.
 */
class PublicApiTest {
  private static final Path RECORDS = Path.of("src/test/api");
  private static final Path NOW = Path.of("target/api");
  private static final String HELP =
      "CONTRIBUTING.md tells how to record what is meant to be so, by:"
          + " rm integration-tests/src/test/api/*"
          + " && cp integration-tests/target/api/* integration-tests/src/test/api";

  @Test
  void exportedPackages_changeWithTheirVersions() throws Exception {
    JavaClasses house =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.peerdist");
    Map<String, PublicApi> now = PublicApi.of(house);
    write(now);
    List<String> problems = new ArrayList<>();
    now.forEach((name, api) -> problems.addAll(compare(name, api)));
    for (String name : recorded()) {
      if (!now.containsKey(name)) {
        problems.add(name + " is no longer exported");
      }
    }
    assertThat(now).containsKeys("org.peerdist.api", "org.peerdist.content");
    assertThat(problems).as(HELP).isEmpty();
  }

  private static List<String> compare(String name, PublicApi now) {
    Path record = RECORDS.resolve(name + ".txt");
    if (!Files.exists(record)) {
      return List.of(name + " is exported, and not recorded");
    }
    List<String> lines = lines(record);
    TreeSet<String> gone = new TreeSet<>(lines.subList(1, lines.size()));
    TreeSet<String> added = new TreeSet<>(now.signatures());
    gone.removeAll(now.signatures());
    added.removeAll(lines.subList(1, lines.size()));
    String before = lines.get(0);
    boolean enough =
        gone.isEmpty() ? added.isEmpty() || isRaised(before, now, 2) : isRaised(before, now, 1);
    if (enough) {
      return List.of();
    }
    return List.of(
        "%s %s needs a higher %s version than %s in its package-info.java: gone %s, added %s"
            .formatted(
                name, now.version(), gone.isEmpty() ? "minor" : "major", before, gone, added));
  }

  /** Whether the first parts of a version are higher than they were. */
  private static boolean isRaised(String before, PublicApi now, int parts) {
    String[] old = before.split("\\.", -1);
    String[] current = now.version().split("\\.", -1);
    for (int i = 0; i < parts; i++) {
      int order = Integer.compare(Integer.parseInt(current[i]), Integer.parseInt(old[i]));
      if (order != 0) {
        return order > 0;
      }
    }
    return false;
  }

  private static void write(Map<String, PublicApi> packages) throws IOException {
    Files.createDirectories(NOW);
    try (Stream<Path> old = Files.list(NOW)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
    for (Map.Entry<String, PublicApi> entry : packages.entrySet()) {
      List<String> lines = new ArrayList<>(List.of(entry.getValue().version()));
      lines.addAll(entry.getValue().signatures());
      Files.write(NOW.resolve(entry.getKey() + ".txt"), lines);
    }
  }

  private static List<String> recorded() throws IOException {
    try (Stream<Path> files = Files.list(RECORDS)) {
      return files.map(file -> file.getFileName().toString().replaceFirst("\\.txt$", "")).toList();
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
