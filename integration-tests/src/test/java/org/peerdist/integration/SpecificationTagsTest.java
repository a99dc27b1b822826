package org.peerdist.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the specification demands: each tag in the code has a test that names the same section. */
class SpecificationTagsTest {
  private static final Path HOUSE = Path.of("..").toAbsolutePath().normalize();

  /** A tag with its sections; notes are those of the appendix. */
  private static final Pattern TAG =
      Pattern.compile(
          "SPEC \\[(MS-[A-Z0-9]+)\\] ((?:note )?\\d+(?:\\.\\d+)*(?:, (?:note )?[\\d.]+)*)");

  private static final Pattern SECTION = Pattern.compile("(?:note )?\\d+(?:\\.\\d+)*");
  private static final Pattern LINE_BREAK_OF_COMMENT = Pattern.compile("\\n\\s*(?:\\*|//) ?");

  /** The sections that are named in the sources of a kind. */
  private static Set<String> named(String specification, String kind) throws IOException {
    Set<String> named = new TreeSet<>();
    try (Stream<Path> files = Files.walk(HOUSE)) {
      for (Path file : (Iterable<Path>) files.filter(path -> isSource(path, kind))::iterator) {
        String text = LINE_BREAK_OF_COMMENT.matcher(Files.readString(file)).replaceAll(" ");
        Matcher tags = TAG.matcher(text);
        while (tags.find()) {
          if (tags.group(1).equals(specification)) {
            SECTION.matcher(tags.group(2)).results().forEach(found -> named.add(found.group()));
          }
        }
      }
    }
    return named;
  }

  private static boolean isSource(Path path, String kind) {
    return path.toString().endsWith(".java")
        && path.toString().contains(Path.of("src", kind, "java").toString());
  }

  /** The sections of part 3 with demands that can be seen on the wire. */
  @ParameterizedTest
  @CsvSource({
    "MS-PCCRR, 3.1.2 3.1.4.1 3.1.4.2 3.1.4.3 3.1.4.4 3.1.5.1 3.1.5.2 3.1.5.3 3.1.5.4 3.1.5.5"
        + " 3.1.6.1 3.2.1 3.2.2 3.2.3 3.2.5.1 3.2.5.2 3.2.5.3 3.2.5.4 3.2.5.5 3.2.6.1",
    "MS-PCCRD, 3.1.2 3.1.4.1 3.1.6 3.2.2 3.2.3 3.2.4.1 3.2.6 3.2.6.1",
    "MS-PCHC, 3.1.5.1 3.1.5.2 3.1.5.3 3.1.5.4 3.2.2 3.2.3 3.2.5.1 3.2.5.3 3.2.5.5"
  })
  void code_namesEverySectionWithDemands(String specification, String sections) throws IOException {
    assertThat(named(specification, "main"))
        .containsAll(SECTION.matcher(sections).results().map(found -> found.group()).toList());
  }

  @ParameterizedTest
  @CsvSource({"MS-PCCRR", "MS-PCCRD", "MS-PCHC"})
  void tests_nameEverySectionThatTheCodeNames(String specification) throws IOException {
    Set<String> missing = named(specification, "main");
    missing.removeAll(named(specification, "test"));
    assertThat(missing).as("sections without a test").isEmpty();
  }

  @Test
  void pattern_tagOverSeveralLines_isFound() {
    String text =
        LINE_BREAK_OF_COMMENT.matcher("SPEC [MS-X1] 3.2,\n   * note 4: y").replaceAll(" ");
    Matcher tag = TAG.matcher(text);
    assertThat(tag.find()).isTrue();
    assertThat(tag.group(2)).isEqualTo("3.2, note 4");
  }
}
