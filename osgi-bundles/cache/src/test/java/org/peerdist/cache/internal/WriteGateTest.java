package org.peerdist.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.peerdist.cache.LoggedWarnings;

class WriteGateTest {
  private final LoggedWarnings warnings = new LoggedWarnings();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final WriteGate gate = new WriteGate(Path.of("folder"), () -> now);

  @AfterEach
  void stopListening() {
    warnings.close();
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private void fail(boolean diskIsFull) {
    gate.close(new IOException("broken"), diskIsFull);
  }

  @Test
  void close_severalTimes_warnsOnce() {
    assertThat(gate.isOpen()).isTrue();

    fail(false);
    fail(false);

    assertThat(gate.isOpen()).isFalse();
    assertThat(warnings.messages())
        .containsExactly(
            "The content cache in folder stores nothing more for now, it can't write: broken");
  }

  @Test
  void isDue_fullDisk_whenThereIsRoom() {
    assertThat(gate.isDue(true)).isFalse();

    fail(true);

    assertThat(gate.isDue(false)).isFalse();
    assertThat(gate.isDue(true)).isTrue();
  }

  @Test
  void isDue_brokenDisk_afterAWhile() {
    fail(false);

    assertThat(gate.isDue(true)).isFalse();
    pass(WriteGate.PAUSE.minusMillis(1));
    assertThat(gate.isDue(true)).isFalse();
    pass(Duration.ofMillis(1));
    assertThat(gate.isDue(true)).isTrue();
    assertThat(gate.isDue(false)).isFalse();

    gate.postpone();
    assertThat(gate.isDue(true)).isFalse();
    pass(WriteGate.PAUSE);
    assertThat(gate.isDue(true)).isTrue();
  }

  @Test
  void isDue_failsAgainAndAgain_twiceAsLateEachTime_upToAnHour() {
    Duration pause = WriteGate.PAUSE;
    for (int i = 0; i < 10; i++) {
      fail(false);
      pass(pause.minusMillis(1));
      assertThat(gate.isDue(true)).isFalse();
      pass(Duration.ofMillis(1));
      assertThat(gate.isDue(true)).isTrue();
      gate.open();
      pause = pause.multipliedBy(2);
      pause = pause.compareTo(Duration.ofHours(1)) > 0 ? Duration.ofHours(1) : pause;
    }
  }

  @Test
  void isDue_failsAgainMuchLater_afterTheFirstPause() {
    fail(false);
    pass(WriteGate.PAUSE);
    gate.open();
    pass(Duration.ofHours(2));

    fail(false);

    pass(WriteGate.PAUSE);
    assertThat(gate.isDue(true)).isTrue();
  }
}
