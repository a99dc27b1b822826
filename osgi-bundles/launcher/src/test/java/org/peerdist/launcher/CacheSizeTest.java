package org.peerdist.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.peerdist.cache.CacheFolder;
import org.peerdist.cache.CacheLimit;

class CacheSizeTest {
  @Test
  void parse_bytesAndPercent_areLimits() {
    assertThat(CacheLimit.parse("20GiB")).isEqualTo(CacheLimit.ofBytes(20L << 30));
    assertThat(CacheLimit.parse("1048576")).isEqualTo(CacheLimit.ofBytes(1 << 20));
    assertThat(CacheLimit.parse(" 10 % ")).isEqualTo(CacheLimit.ofPercent(10));
    assertThat(CacheLimit.parse("100%")).isEqualTo(CacheLimit.ofPercent(100));
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 'the content cache needs at least 1048576 bytes, not 1000'",
    "0%, 'the content cache takes 1 to 100 percent of the disk, not 0'",
    "101%, 'the content cache takes 1 to 100 percent of the disk, not 101'",
    "-5%, 'the content cache takes 1 to 100 percent of the disk, not -5'",
    "2.5%, '''2.5%'' is no whole percentage such as 10%'",
    "%, '''%'' is no whole percentage such as 10%'",
    "big, '''big'' is not a size such as 4096, 64KiB, 10MiB or 1.5GiB'"
  })
  void parse_anythingElse_isRefusedInOneSentence(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CacheLimit.parse(text))
        .withMessage(message);
  }

  @Test
  void parseFolder_withAndWithoutSize() {
    CacheLimit usual = CacheLimit.ofPercent(5);
    assertThat(CacheSize.parseFolder("/disk1").orElse(usual))
        .isEqualTo(new CacheFolder(Path.of("/disk1"), usual));
    assertThat(CacheSize.parseFolder("/disk1=20GiB").orElse(usual))
        .isEqualTo(new CacheFolder(Path.of("/disk1"), CacheLimit.ofBytes(20L << 30)));
    assertThat(CacheSize.parseFolder("a=b=50%").orElse(usual))
        .isEqualTo(new CacheFolder(Path.of("a=b"), CacheLimit.ofPercent(50)));
    assertThat(CacheSize.parseFolder("a=b").orElse(usual))
        .isEqualTo(new CacheFolder(Path.of("a=b"), usual));
    assertThatIllegalArgumentException().isThrownBy(() -> CacheSize.parseFolder("/disk1=1000"));
    assertThatIllegalArgumentException().isThrownBy(() -> CacheSize.parseFolder("/disk1=500%"));
  }

  @Test
  void age_units_andNever() {
    assertThat(CacheAge.parse("28d").value()).hasValue(Duration.ofDays(28));
    assertThat(CacheAge.parse("12h").value()).hasValue(Duration.ofHours(12));
    assertThat(CacheAge.parse("30m").value()).hasValue(Duration.ofMinutes(30));
    assertThat(CacheAge.parse("never").value()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "28", "d", "-1d", "1.5d", "1y", "9999999d"})
  void age_anythingElse_isRefusedInOneSentence(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CacheAge.parse(text))
        .withMessage("'" + text + "' is no age such as 28d, 12h, 30m or never");
  }

  @Test
  void age_none_isRefusedInOneSentence() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CacheAge.parse("0d"))
        .withMessage("content is kept for a minute at least, not 0d");
  }
}
