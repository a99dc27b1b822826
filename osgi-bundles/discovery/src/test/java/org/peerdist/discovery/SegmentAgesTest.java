package org.peerdist.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SegmentAgesTest {
  private static final Optional<Duration> TEN_MINUTES = Optional.of(Duration.ofMinutes(10));

  /** The blob of [MS-PCCRD] 4.4 in base64: AAEDAgBg6gACYOoA. */
  @Test
  void write_exampleOfTheSpecification_isTheSame() {
    assertThat(SegmentAges.write(List.of(TEN_MINUTES, Optional.empty(), TEN_MINUTES)).toHex())
        .isEqualTo("000103020060ea000260ea00");
  }

  @Test
  void write_greatAges_useCoarserUnits() {
    assertThat(write(Duration.ofHours(46))).isEqualTo("0001030100" + "80affc");
    assertThat(write(Duration.ofDays(2))).isEqualTo("0001020100" + "005e1a");
    assertThat(write(Duration.ofDays(28))).isEqualTo("0001010100" + "00ea24");
    assertThat(write(Duration.ofDays(365))).isEqualTo("0001010100" + "ffffff");
  }

  private static String write(Duration age) {
    return SegmentAges.write(List.of(Optional.of(age))).toHex();
  }

  @Test
  void write_extremes_fitTheField() {
    Optional<Duration> year = Optional.of(Duration.ofDays(365));
    Optional<Duration> negative = Optional.of(Duration.ofSeconds(-1));
    assertThat(SegmentAges.write(List.of(year, negative)).toHex())
        .isEqualTo("0001010200ffffff01000000");
    assertThat(SegmentAges.write(List.of()).toHex()).isEqualTo("00010300");
    assertThat(SegmentAges.write(Collections.nCopies(1000, year)).length()).isEqualTo(4 + 4 * 255);
  }
}
