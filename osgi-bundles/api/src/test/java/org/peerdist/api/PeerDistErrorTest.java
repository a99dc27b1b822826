package org.peerdist.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The family of errors is that of the original. */
class PeerDistErrorTest {
  @Test
  void numbers_areThoseOfTheOriginal_withoutGaps() {
    assertThat(Stream.of(PeerDistError.values()).map(PeerDistError::number).filter(n -> n > 4000))
        .containsExactlyElementsOf(IntStream.rangeClosed(4050, 4066).boxed().toList());
    assertThat(Stream.of(PeerDistError.values()).map(PeerDistError::number).filter(n -> n < 4000))
        .containsExactly(6, 87, 995, 1168, 1260, 1450, 1460);
  }

  @Test
  void constants_haveTheNames_withTheirPrefixes() {
    for (PeerDistError error : PeerDistError.values()) {
      String prefix = error.number() < 4000 ? "ERROR_" : "PEERDIST_ERROR_";
      assertThat(error.constant()).isEqualTo(prefix + error.name());
    }
  }

  @Test
  void availability_isInTheOrderOfTheOriginalsNumbers() {
    assertThat(PeerDistStatus.Availability.values())
        .containsExactly(
            PeerDistStatus.Availability.DISABLED,
            PeerDistStatus.Availability.UNAVAILABLE,
            PeerDistStatus.Availability.AVAILABLE);
  }
}
