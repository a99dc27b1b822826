package org.peerdist.smb.server.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private final Budget budget = new Budget(10);

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

  @Test
  void giveBack_byEachThatIsTold_tellsThousandsOneAfterTheOther() {
    assertThat(budget.tryTake(10)).isTrue();
    AtomicInteger told = new AtomicInteger();
    AtomicInteger nested = new AtomicInteger();
    for (int i = 0; i < 10_000; i++) {
      budget.tryTake(
          1,
          () -> {
            assertThat(nested.incrementAndGet()).isEqualTo(1);
            told.incrementAndGet();
            budget.giveBack(0);
            nested.decrementAndGet();
          });
    }
    budget.giveBack(10);
    assertThat(told).hasValue(10_000);
  }

  @Test
  void giveBack_toOneThatFails_tellsTheNextOnes() {
    assertThat(budget.tryTake(10)).isTrue();
    List<String> told = new ArrayList<>();
    budget.tryTake(
        1,
        () -> {
          throw new IllegalStateException("as a test");
        });
    budget.tryTake(1, () -> told.add("second"));
    assertThatThrownBy(() -> budget.giveBack(5)).hasMessage("as a test");
    budget.giveBack(5);
    assertThat(told).containsExactly("second");
  }
}
