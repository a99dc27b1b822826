package org.peerdist.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ByteRateTest {
  /** A clock that is about to overflow. */
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000);

  private final ByteRate rate = new ByteRate(OptionalLong.of(1_000), clock::get);

  @Test
  void start_oneAfterTheOther_waitsForThoseBefore() {
    assertThat(rate.start(500)).isZero();
    assertThat(rate.backlog()).isEqualTo(Duration.ofMillis(500));
    assertThat(rate.start(250)).isEqualTo(Duration.ofMillis(500));
    clock.addAndGet(Duration.ofMillis(600).toNanos());
    assertThat(rate.start(1)).isEqualTo(Duration.ofMillis(150));
  }

  @Test
  void start_afterARest_hasSavedNothingUp() {
    clock.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(rate.backlog()).isZero();
    assertThat(rate.start(1_000)).isZero();
    assertThat(rate.start(1_000)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void cancel_givesTheTimeToOthers() {
    assertThat(rate.start(1_000)).isZero();
    assertThat(rate.start(5_000)).isEqualTo(Duration.ofSeconds(1));
    rate.cancel(5_000);
    assertThat(rate.start(1)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void cancel_afterARest_savesNothingUp() {
    assertThat(rate.start(1_000)).isZero();
    clock.addAndGet(Duration.ofHours(1).toNanos());
    rate.cancel(1_000);
    assertThat(rate.start(1_000)).isZero();
    assertThat(rate.start(1)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void start_withoutLimit_neverWaits() {
    ByteRate unlimited = new ByteRate(OptionalLong.empty(), clock::get);
    assertThat(unlimited.start(Long.MAX_VALUE)).isZero();
    unlimited.cancel(Long.MAX_VALUE);
    assertThat(unlimited.start(1)).isZero();
    assertThat(unlimited.backlog()).isZero();
  }

  @Test
  void start_ofNothing_neverWaits() {
    assertThat(rate.start(1_000)).isZero();
    assertThat(rate.start(0)).isZero();
  }
}
