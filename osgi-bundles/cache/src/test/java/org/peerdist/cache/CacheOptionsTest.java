package org.peerdist.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheOptionsTest {
  @TempDir Path folder;

  @Test
  void ofMaxBytes_tooFew_areRefusedInOneSentence() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CacheOptions.ofMaxBytes(1000))
        .withMessage("the content cache needs at least 1048576 bytes, not 1000");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 101})
  void ofPercent_impossible_isRefusedInOneSentence(int percent) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CacheLimit.ofPercent(percent))
        .withMessage("the content cache takes 1 to 100 percent of the disk, not " + percent);
  }

  @Test
  void withMaxAge_tooShort_isRefusedInOneSentence() {
    Optional<Duration> second = Optional.of(Duration.ofSeconds(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CacheOptions.defaults().withMaxAge(second))
        .withMessage("segments are kept for at least PT1M, not PT1S");
  }

  @Test
  void on_percentOfDisk_isAtLeastAMebibyte() {
    assertThat(CacheLimit.ofPercent(20).on(1_000_000_000_000L)).isEqualTo(200_000_000_000L);
    assertThat(CacheLimit.ofPercent(1).on(1_000_000)).isEqualTo(1 << 20);
    assertThat(CacheLimit.ofPercent(100).on(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE / 100 * 100);
    assertThat(CacheLimit.ofBytes(5_000_000).on(1)).isEqualTo(5_000_000);
    assertThat(CacheLimit.ofPercent(20)).hasToString("20 %");
  }

  /** As Windows has it. */
  @Test
  void defaults_fivePercentOfTheDisk_and28Days() throws IOException {
    assertThat(CacheOptions.defaults().maxAge()).hasValue(Duration.ofDays(28));
    try (ContentCache cache = ContentCache.open(folder.resolve("c"), CacheOptions.defaults())) {
      long disk = Files.getFileStore(folder).getTotalSpace();
      assertThat(cache.limit()).isEqualTo(Math.max(1 << 20, disk / 100 * 5));
    }
  }
}
