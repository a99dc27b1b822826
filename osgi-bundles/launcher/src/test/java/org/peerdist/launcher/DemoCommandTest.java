package org.peerdist.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DemoCommandTest {
  @Test
  void demo_small_isDone() {
    assertThat(Main.run("demo", "--size", "1MiB", "--branch-clients", "2")).isZero();
  }

  @Test
  void demo_wrongUsage_is2() {
    assertThat(Main.run("demo", "--branch-clients", "0")).isEqualTo(2);
    assertThat(Main.run("demo", "--size", "0")).isEqualTo(2);
    assertThat(Main.run("demo", "--size", "many")).isEqualTo(2);
  }
}
