package org.peerdist.jetty.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StatusHistoryTest {
  private final AtomicLong value = new AtomicLong();
  private final Meter meter =
      new Meter("s", "m", "M", Meter.Kind.GAUGE, Meter.Unit.COUNT, value::getAndIncrement);
  private final StatusHistory history = new StatusHistory(List.of(meter));

  @Test
  void of_beforeTheFirstSample_isEmpty() {
    assertThat(history.of(meter)).isEmpty();
  }

  @Test
  void of_fewSamples_isInTheirOrder() {
    history.sample();
    history.sample();
    history.sample();
    assertThat(history.of(meter)).containsExactly(0, 1, 2);
  }

  @Test
  void of_moreSamplesThanItHolds_isTheLastOnes() {
    for (int i = 0; i < StatusHistory.MOST + 5; i++) {
      history.sample();
    }
    assertThat(history.of(meter))
        .hasSize(StatusHistory.MOST)
        .startsWith(5)
        .endsWith(StatusHistory.MOST + 4);
  }
}
