package org.peerdist.jetty.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StandstillWatchTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
  private final StandstillWatch watch = new StandstillWatch(now::get);

  private void pass(int minutes) {
    now.addAndGet(Duration.ofMinutes(minutes).toNanos());
  }

  @Test
  void isStuck_nothingDoneForAnHour_isTrueUntilSomethingIs() {
    assertThat(watch.isStuck(5, 10)).isFalse();
    pass(59);
    assertThat(watch.isStuck(7, 10)).isFalse();
    pass(1);
    assertThat(watch.isStuck(7, 10)).isTrue();
    assertThat(watch.isStuck(6, 11)).isFalse();
    pass(59);
    assertThat(watch.isStuck(6, 11)).isFalse();
  }

  @Test
  void isStuck_nothingWaits_isFalse() {
    assertThat(watch.isStuck(0, 0)).isFalse();
    pass(600);
    assertThat(watch.isStuck(0, 0)).isFalse();
    pass(1);
    assertThat(watch.isStuck(1, 0)).isFalse();
  }
}
