package org.peerdist.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.peerdist.content.ContentVersion;

/**
 * Header fields of clients, and of handlers of whom nothing is known. Runs the samples as a normal
 * test, and looks for new inputs where the environment has JAZZER_FUZZ=1.
 */
class HeadersFuzzTest {
  private static Stream<Arguments> lines(String... samples) {
    return Stream.of(samples)
        .map(sample -> arguments((Object) sample.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** Values of fields, by their lines: each field has those from its number on, in steps. */
  private static List<String> fields(byte[] input, int number, int of) {
    List<String> lines =
        Arrays.asList(new String(input, StandardCharsets.ISO_8859_1).split("\n", -1));
    return Stream.iterate(number, i -> i < lines.size(), i -> i + of)
        .map(lines::get)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  static Stream<Arguments> requests() {
    return lines(
        "gzip, peerdist;q=0.5\nVersion=1.1\nMinContentInformation=1.0, MaxContentInformation=2.0",
        "peerdist\nVersion=1.0, MissingDataRequest=true",
        "peerdist;q=1.000\n version = 1.1 ,,\nMINCONTENTINFORMATION=1.0\n\n\n"
            + "MaxContentInformation=2.0, HashRequest=true",
        "");
  }

  @MethodSource("requests")
  @FuzzTest(maxDuration = "60s")
  void parseRequest(byte[] input) {
    for (ContentVersion highest : ContentVersion.values()) {
      CodingRequest request =
          CodingRequest.parse(
              fields(input, 0, 3), fields(input, 1, 3), fields(input, 2, 3), highest);
      boolean hashes = request.wish() == CodingRequest.Wish.HASHES;
      assertThat(request.reason() == null).isEqualTo(hashes);
      assertThat(request.contentVersion() != null).isEqualTo(hashes);
      assertThat(request.version() != null).isEqualTo(hashes);
      if (hashes) {
        assertThat(request.contentVersion()).isLessThanOrEqualTo(highest);
        assertThat(request.version().toString()).isIn("1.0", "1.1");
      }
    }
  }

  static Stream<Arguments> responses() {
    return lines(
        "100\nbytes 100-199/1000\nW/\"tag\"\nFri, 01 Aug 2008 01:02:03 GMT\ntext/plain;charset=x",
        "9223372036854775807\nbytes 999999999999999999-999999999999999999/999999999999999999",
        "1000\n\n\"tag\"\n\ntext/plain",
        "");
  }

  @MethodSource("responses")
  @FuzzTest(maxDuration = "60s")
  void readResponse(byte[] input) {
    Map<String, String> fields = new HashMap<>();
    String[] headers = {"Content-Range", "ETag", "Last-Modified", "Content-Type"};
    for (int i = 0; i < headers.length; i++) {
      for (String value : fields(input, i + 1, 5)) {
        fields.putIfAbsent(headers[i], value);
      }
    }
    for (boolean partial : new boolean[] {true, false}) {
      AnsweredContent.of(fields::get, partial, length(input)).ifPresent(HeadersFuzzTest::use);
    }
  }

  private static long length(byte[] input) {
    try {
      return Long.parseLong(fields(input, 0, 5).stream().findFirst().orElse("0"));
    } catch (NumberFormatException e) {
      return 1 << 20;
    }
  }

  private static void use(AnsweredContent content) {
    assertThat(content.range().end()).isLessThanOrEqualTo(content.totalLength());
    assertThat(content.isWhole()).isEqualTo(content.range().length() == content.totalLength());
    assertThat(content.key("host/resource")).isEqualTo(content.key("host/resource"));
    if (content.isSettled(Instant.EPOCH)) {
      assertThat(content.isSettled(Instant.EPOCH.plusSeconds(5))).isTrue();
    }
  }
}
