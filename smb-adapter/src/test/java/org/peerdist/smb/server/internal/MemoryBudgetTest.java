package org.peerdist.smb.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
  private final MemoryBudget budget = new MemoryBudget(10);

  @Test
  void tryTake_moreThanIsLeft_isRefused() {
    assertThat(budget.tryTake(8)).isTrue();
    assertThat(budget.tryTake(3)).isFalse();
    assertThat(budget.tryTake(2)).isTrue();
    budget.giveBack(8);
    assertThat(budget.tryTake(8)).isTrue();
  }

  @Test
  void giveBack_withSomeWaiting_tellsTheFirst() {
    List<String> told = new ArrayList<>();
    assertThat(budget.tryTake(10, () -> told.add("first"))).isTrue();
    assertThat(budget.tryTake(1, () -> told.add("second"))).isFalse();
    assertThat(budget.tryTake(1, () -> told.add("third"))).isFalse();
    budget.giveBack(5);
    assertThat(told).containsExactly("second");
    budget.giveBack(5);
    assertThat(told).containsExactly("second", "third");
  }
}
