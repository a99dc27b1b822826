package org.peerdist.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChoiceTest {
  @Test
  void pick_eachWeight_isAsLikelyAsItIsLarge() {
    Random random = new Random(1);
    int[] picked = new int[3];
    for (int i = 0; i < 40_000; i++) {
      picked[Choice.pick(List.of(1_000_000_000_000L, 0L, 3_000_000_000_000L), random.nextLong())]++;
    }
    assertThat(picked[0]).isBetween(9_500, 10_500);
    assertThat(picked[1]).isZero();
  }

  @Test
  void pick_anyNumber_isInRange() {
    for (long random : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThat(Choice.pick(List.of(5L, 7L), random)).isBetween(0, 1);
    }
  }
}
