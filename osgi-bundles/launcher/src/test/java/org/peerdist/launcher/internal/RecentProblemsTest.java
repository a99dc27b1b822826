package org.peerdist.launcher.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class RecentProblemsTest {
  /** Says nothing on stderr, but to the handlers above it. */
  private static void log(Level level, String message, Object... parameters) {
    LogRecord record = new LogRecord(level, message);
    record.setParameters(parameters);
    for (var handler : Logger.getLogger("").getHandlers()) {
      if (handler.getClass().getName().startsWith(RecentProblems.class.getName())) {
        handler.publish(record);
      }
    }
  }

  @Test
  void last_warningsOnly_theNewestFirst() {
    try (RecentProblems recent = RecentProblems.start()) {
      log(Level.FINE, "detail");
      log(Level.WARNING, "first {0}", "one");
      log(Level.SEVERE, "second");
      assertThat(recent.last())
          .extracting(RecentProblems.Problem::message)
          .containsExactly("second", "first one");
    }
  }

  @Test
  void last_ofManyAndLong_isBounded() {
    try (RecentProblems recent = RecentProblems.start()) {
      for (int i = 0; i < 100; i++) {
        log(Level.WARNING, i + "x".repeat(10_000));
      }
      assertThat(recent.last()).hasSize(RecentProblems.MOST);
      assertThat(recent.last().get(0).message()).startsWith("99x").hasSizeLessThan(400);
    }
  }

  @Test
  void close_endsIt() {
    RecentProblems recent = RecentProblems.start();
    recent.close();
    log(Level.WARNING, "late");
    assertThat(recent.last()).isEmpty();
  }
}
