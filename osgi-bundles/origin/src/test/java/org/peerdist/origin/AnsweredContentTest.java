package org.peerdist.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peerdist.content.ContentRange;
import org.peerdist.hashgen.FileIdentity;

class AnsweredContentTest {
  private static final String DATE = "Fri, 01 Aug 2008 01:02:03 GMT";
  private static final Instant INSTANT = Instant.parse("2008-08-01T01:02:03Z");

  private static AnsweredContent with(String etag, String lastModified) {
    return new AnsweredContent(ContentRange.ofLength(0, 5), 5, etag, lastModified, "");
  }

  @Test
  void isSettled_strongTag_always() {
    assertThat(with("\"tag\"", "").isSettled(INSTANT)).isTrue();
    assertThat(with("\"tag\"", DATE).isSettled(INSTANT)).isTrue();
  }

  @Test
  void isSettled_dateOnlyOrWeakTag_afterTwoSeconds() {
    for (String etag : new String[] {"", "W/\"tag\""}) {
      assertThat(with(etag, DATE).isSettled(INSTANT.plusMillis(1999))).isFalse();
      assertThat(with(etag, DATE).isSettled(INSTANT.plusMillis(2000))).isTrue();
      assertThat(with(etag, "nonsense").isSettled(INSTANT.plusSeconds(9))).isFalse();
    }
    assertThat(with("W/\"tag\"", "").isSettled(INSTANT.plusSeconds(9))).isFalse();
  }

  @Test
  void canBe_otherLengthOrSecond_isFalse() {
    FileTime time = FileTime.from(INSTANT.plusMillis(999));
    FileIdentity file = new FileIdentity(Path.of("/file"), 5, time, time, "");
    assertThat(with("", DATE).canBe(file)).isTrue();
    assertThat(with("\"tag\"", "").canBe(file)).isTrue();
    assertThat(with("", "Fri, 01 Aug 2008 01:02:04 GMT").canBe(file)).isFalse();
    assertThat(with("", DATE).canBe(new FileIdentity(Path.of("/file"), 6, time, time, "")))
        .isFalse();
  }

  @Test
  void of_range_isTheRange() {
    HeaderFields fields = Map.of("Content-Range", "bytes 3-6/10")::get;
    AnsweredContent content = AnsweredContent.of(fields, true, 4).orElseThrow();
    assertThat(content.range()).isEqualTo(ContentRange.ofEnd(3, 7));
    assertThat(content.totalLength()).isEqualTo(10);
    assertThat(content.isWhole()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes 3-6/*",
        "bytes */10",
        "bytes 3-7/10",
        "bytes 3-6/6",
        "bytes 6-3/10",
        "bytes 3-99999999999999999999/10",
        "lines 3-6/10",
        ""
      })
  void of_otherRange_isNothing(String range) {
    HeaderFields fields = Map.of("Content-Range", range)::get;
    assertThat(AnsweredContent.of(fields, true, 4)).isEmpty();
  }

  @Test
  void of_emptyOrUnknownLength_isNothing() {
    assertThat(AnsweredContent.of(name -> null, false, 0)).isEmpty();
    assertThat(AnsweredContent.of(name -> null, false, -1)).isEmpty();
  }
}
