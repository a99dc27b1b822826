package org.peerdist.launcher.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ProgressBarTest {
  private static final OptionalLong MIB = OptionalLong.of(1 << 20);

  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  private long millis;

  private ProgressBar bar(boolean shown) {
    return new ProgressBar(
        new PrintStream(terminal, true, UTF_8), () -> TimeUnit.MILLISECONDS.toNanos(millis), shown);
  }

  @Test
  void show_noTerminal_printsNothing() {
    try (ProgressBar bar = bar(false)) {
      millis = 10_000;
      bar.show(1, MIB, "x");
    }
    assertThat(terminal.size()).isZero();
  }

  @Test
  void show_workThatIsSoonOver_printsNothing() {
    try (ProgressBar bar = bar(true)) {
      millis = 299;
      bar.show(1, MIB, "x");
    }
    assertThat(terminal.size()).isZero();
  }

  @Test
  void show_often_printsTenTimesASecond() {
    try (ProgressBar bar = bar(true)) {
      for (millis = 0; millis < 1_300; millis++) {
        bar.show(millis, MIB, "x");
      }
    }
    assertThat(terminal.toString(UTF_8).split("\r", -1)).hasSize(1 + 10 + 1);
    assertThat(terminal.toString(UTF_8)).endsWith("\r\u001b[K");
  }

  @Test
  void line_saysPartBytesAndRate() {
    assertThat(ProgressBar.line(1 << 19, MIB, 2, "from peers"))
        .isEqualTo(
            " 50% ["
                + "#".repeat(15)
                + "-".repeat(15)
                + "] 512.0 KiB of 1.0 MiB  256.0 KiB/s"
                + "  from peers");
    assertThat(ProgressBar.line(100, OptionalLong.empty(), 1, "x")).isEqualTo("100 B  100 B/s  x");
  }

  @Test
  void of_isInTheUnitThatFits() {
    assertThat(ByteText.of(0)).isEqualTo("0 B");
    assertThat(ByteText.of(1023)).isEqualTo("1023 B");
    assertThat(ByteText.of(1536)).isEqualTo("1.5 KiB");
    assertThat(ByteText.of(256L << 20)).isEqualTo("256.0 MiB");
  }
}
