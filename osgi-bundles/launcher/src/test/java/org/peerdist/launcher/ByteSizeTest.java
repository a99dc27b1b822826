package org.peerdist.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ByteSizeTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "4096, 4096",
    "7B, 7",
    "1KiB, 1024",
    "256MiB, 268435456",
    "10 GiB, 10737418240",
    "1.5GiB, 1610612736",
    "1TiB, 1099511627776",
    "9223372036854775807, 9223372036854775807"
  })
  void parse_size_isItsBytes(String text, long bytes) {
    assertThat(ByteSize.parse(text)).isEqualTo(new ByteSize(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "KiB", "-1", "1 kb", "1KB", "1,5GiB", "0x10", "1e3", "1GiBs"})
  void parse_noSize_isRejected(String text) {
    assertThatThrownBy(() -> ByteSize.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "' is not a size");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775808", "9999999999999999999", "8388608TiB"})
  void parse_tooLarge_isRejected(String text) {
    assertThatThrownBy(() -> ByteSize.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("larger than any file");
  }
}
